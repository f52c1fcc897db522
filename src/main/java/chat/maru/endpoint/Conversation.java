package chat.maru.endpoint;

import chat.maru.access.GuestName;
import chat.maru.access.GuestSecret;
import chat.maru.access.Identity;
import chat.maru.log.Draft;
import chat.maru.log.Mark;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Room;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Obeys what one client says, frame by frame: what is for the log goes to {@link Commands}, the rest is done here.
 * Called by one thread at a time, in the order in which the frames came. Owned by a {@link Connection}.
 */
final class Conversation implements ClientFrame.Handler {
    private final Connections connections;
    private final Connection connection;
    private final Commands commands;
    private final Limits limits;

    Conversation(Connections connections, Connection connection) {
        this.connections = connections;
        this.connection = connection;
        this.commands = new Commands(connection, connections.limits());
        this.limits = connections.limits();
    }

    @Override
    public void hello(ClientFrame.Hello hello) {
        if (!connection.beginJoin()) {
            connection.refuse(null, Refusal.of(Refusal.Code.SECOND_HELLO, "There is one hello in a connection."));
            return;
        }
        GuestSecret secret = hello.guest() == null
                ? connections.mintGuest()
                : GuestSecret.parse(hello.guest()).orElse(null);
        if (secret == null) {
            connection.hangUp(CloseCode.BAD_GUEST);
            return;
        }
        String name = hello.name() == null
                ? GuestName.madeUp(secret.authorId())
                : GuestName.parse(hello.name(), limits.nameCodePointsMax()).orElse(null);
        if (name == null) {
            connection.hangUp(CloseCode.BAD_NAME);
            return;
        }
        connection.identify(Identity.guest(secret.authorId(), name));
        String minted = hello.guest() == null ? secret.text() : null;
        new Join(connections, connection, hello, minted).begin();
    }

    @Override
    public void publish(ClientFrame.Publish publish) {
        String clientId = publish.id();
        String id = clientId == null ? connections.mintId() : clientId;
        Identity me = connection.identity();
        inRoom(
                clientId,
                room -> commands.append(
                        room, clientId, Draft.message(me.id(), me.name(), id, publish.text(), publish.replyTo())));
    }

    @Override
    public void edit(ClientFrame.Edit edit) {
        Identity me = connection.identity();
        Draft draft = Draft.edit(me.id(), me.name(), edit.id(), edit.of(), edit.text());
        inRoom(edit.id(), room -> commands.append(room, edit.id(), draft));
    }

    @Override
    public void delete(ClientFrame.Delete delete) {
        Identity me = connection.identity();
        boolean moderator = connections.policy().mayModerate(me);
        Draft draft = Draft.delete(me.id(), me.name(), delete.id(), delete.of(), delete.reason(), moderator);
        inRoom(delete.id(), room -> commands.append(room, delete.id(), draft));
    }

    @Override
    public void react(ClientFrame.React react) {
        Identity me = connection.identity();
        Mark mark = new Mark(react.emoji(), react.on());
        Draft draft = Draft.reaction(me.id(), me.name(), react.id(), react.of(), mark);
        inRoom(react.id(), room -> commands.append(room, react.id(), draft));
    }

    @Override
    public void set(ClientFrame.Set set) {
        Identity me = connection.identity();
        if (!connections.policy().mayModerate(me)) {
            inRoom(set.id(), room -> commands.refuseUnlessStored(room, set.id(), Refusals.NOT_ALLOWED));
            return;
        }
        Draft draft = Draft.state(me.id(), me.name(), set.id(), set.key(), set.value());
        inRoom(set.id(), room -> commands.append(room, set.id(), draft));
    }

    @Override
    public void history(ClientFrame.History history) {
        inRoom(history.id(), room -> commands.history(room, history));
    }

    @Override
    public void typing(ClientFrame.Typing typing) {
        inRoom(null, room -> room.typing(connection, typing.on()));
    }

    @Override
    public void read(ClientFrame.Read read) {
        inRoom(null, room -> room.markRead(connection.id(), read.n()));
    }

    @Override
    public void name(ClientFrame.Name frame) {
        String name = GuestName.parse(frame.name(), limits.nameCodePointsMax()).orElse(null);
        if (name == null) {
            connection.refuse(null, Refusals.badName(limits));
            return;
        }
        inRoom(null, room -> {
            connection.identify(connection.identity().named(name));
            room.rename(connection);
            connection.reply(new ServerFrame.Named(name));
        });
    }

    @Override
    public void token(ClientFrame.Token token) {
        connection.refuse(null, Refusals.NO_TOKENS);
    }

    @Override
    public void ping() {
        inRoom(null, room -> connection.reply(new ServerFrame.Pong(room.head())));
    }

    /**
     * A command that breaks a rule today may have been stored when the rule was another: ask before calling it failed.
     */
    @Override
    public void invalid(ClientFrame.Invalid invalid) {
        Room room = connection.room();
        if (room == null || invalid.id() == null || !invalid.command()) {
            connection.refuse(invalid.id(), invalid.refusal());
        } else {
            commands.refuseUnlessStored(room, invalid.id(), invalid.refusal());
        }
    }

    private void inRoom(@Nullable String id, Consumer<Room> action) {
        Room room = connection.room();
        if (room == null) {
            connection.refuse(id, Refusal.of(Refusal.Code.HELLO_FIRST, "The first frame of a connection is a hello."));
        } else {
            action.accept(room);
        }
    }
}
