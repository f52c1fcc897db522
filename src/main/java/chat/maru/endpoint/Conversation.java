package chat.maru.endpoint;

import chat.maru.access.Claim;
import chat.maru.access.GuestName;
import chat.maru.access.Identities;
import chat.maru.access.Identity;
import chat.maru.access.Limiter.Kind;
import chat.maru.access.Unidentified;
import chat.maru.access.Verb;
import chat.maru.log.Draft;
import chat.maru.log.Mark;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Admission;
import chat.maru.room.Moderation;
import chat.maru.room.Order;
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
    private final Moderation moderation;
    private final Limits limits;

    Conversation(Connections connections, Connection connection) {
        this.connections = connections;
        this.connection = connection;
        this.commands = new Commands(connection, connections.limits());
        this.moderation = connections.rooms().moderation();
        this.limits = connections.limits();
    }

    @Override
    public void hello(ClientFrame.Hello hello) {
        if (!connection.beginJoin()) {
            connection.refuse(null, Refusal.of(Refusal.Code.SECOND_HELLO, "There is one hello in a connection."));
            return;
        }
        connections
                .identities()
                .identify(connection.ticket().arrival(), new Claim(hello.token(), hello.guest(), hello.name()))
                .whenComplete((known, failure) -> join(hello, known, failure));
    }

    private void join(ClientFrame.Hello hello, Identities.@Nullable Known known, @Nullable Throwable failure) {
        if (known == null) {
            connection.hangUp(Unidentified.in(failure)
                    .map(Unidentified::reason)
                    .map(CloseCode::of)
                    .orElse(CloseCode.UNREADABLE));
            return;
        }
        if (!connection.ticket().admits(known.who())) {
            connection.hangUp(CloseCode.TOO_MANY_CONNECTIONS);
            return;
        }
        connection.identify(known.who());
        String minted = known.minted().isEmpty() ? null : known.minted();
        new Join(connections, connection, hello, minted).begin();
    }

    @Override
    public void publish(ClientFrame.Publish publish) {
        String clientId = publish.id();
        String id = clientId == null ? connections.mintId() : clientId;
        Identity me = connection.identity();
        Draft draft = Draft.message(me.id(), me.name(), id, publish.text(), publish.replyTo());
        admitted(Kind.MESSAGE, clientId, admission -> append(admission, Verb.PUBLISH, clientId, draft));
    }

    private void append(Admission admission, Verb verb, @Nullable String clientId, Draft draft) {
        commands.store(clientId, draft.id(), () -> admission.append(verb, draft));
    }

    @Override
    public void edit(ClientFrame.Edit edit) {
        Identity me = connection.identity();
        Draft draft = Draft.edit(me.id(), me.name(), edit.id(), edit.of(), edit.text());
        admitted(Kind.EDIT, edit.id(), admission -> append(admission, Verb.EDIT, edit.id(), draft));
    }

    @Override
    public void delete(ClientFrame.Delete delete) {
        String id = delete.id();
        admitted(
                Kind.EDIT,
                id,
                admission ->
                        commands.store(id, id, () -> moderation.delete(admission, id, delete.of(), delete.reason())));
    }

    @Override
    public void react(ClientFrame.React react) {
        Identity me = connection.identity();
        Mark mark = new Mark(react.emoji(), react.on());
        Draft draft = Draft.reaction(me.id(), me.name(), react.id(), react.of(), mark);
        admitted(Kind.REACTION, react.id(), admission -> append(admission, Verb.REACT, react.id(), draft));
    }

    @Override
    public void set(ClientFrame.Set set) {
        String id = set.id();
        admitted(
                Kind.EDIT,
                id,
                admission -> commands.store(id, id, () -> moderation.set(admission, id, set.key(), set.value())));
    }

    @Override
    public void moderate(ClientFrame.Moderate frame) {
        String id = frame.id();
        Order order = new Order(
                id,
                frame.act(),
                frame.member(),
                frame.rights(),
                frame.seconds(),
                frame.addresses(),
                frame.hide(),
                frame.reason());
        admitted(Kind.EDIT, id, admission -> commands.store(id, id, () -> moderation.order(admission, order)));
    }

    @Override
    public void history(ClientFrame.History history) {
        admitted(Kind.HISTORY, history.id(), admission -> commands.history(admission, history));
    }

    @Override
    public void typing(ClientFrame.Typing typing) {
        inRoom(null, room -> {
            // What is too much is not refused: it was never answered, and the next one says the same.
            if (connection.ticket().waitMillis(Kind.TYPING, connection.identity()) == 0) {
                room.admit(connection.identity(), connection.address()).typing(connection, typing.on());
            }
        });
    }

    @Override
    public void read(ClientFrame.Read read) {
        inRoom(
                null,
                room -> room.admit(connection.identity(), connection.address()).markRead(read.n()));
    }

    @Override
    public void name(ClientFrame.Name frame) {
        if (connection.room() != null && !connection.identity().isGuest()) {
            connection.refuse(null, Refusals.NAME_GIVEN);
            return;
        }
        int max = limits.nameCodePointsMax();
        String name = GuestName.parse(frame.name(), max).orElse(null);
        if (name == null) {
            connection.refuse(null, Refusals.badName(GuestName.broken(frame.name(), max)));
            return;
        }
        inRoom(null, room -> room.rename(connection, name));
    }

    /** Who one is stays: a token of somebody else is refused. */
    @Override
    public void token(ClientFrame.Token token) {
        Identity me = connection.identity();
        if (me.tokenId().isEmpty() && me.untilMillis() == Long.MAX_VALUE) {
            connection.refuse(null, Refusals.NO_TOKENS);
            return;
        }
        inRoom(
                null,
                room -> connections
                        .identities()
                        .identify(connection.ticket().arrival(), new Claim(token.token(), null, null))
                        .whenComplete((known, failure) -> renew(room, me, known)));
    }

    private void renew(Room room, Identity me, Identities.@Nullable Known known) {
        if (known == null || !known.who().id().equals(me.id())) {
            connection.refuse(null, Refusals.BAD_TOKEN);
            return;
        }
        connection.identify(known.who().named(connection.identity().name()));
        connection.reply(new ServerFrame.TokenTaken(connection.ticket().millisLeft(known.who())));
        room.recheck(connection);
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
        String id = invalid.id();
        if (connection.room() == null || id == null || !invalid.command()) {
            connection.refuse(id, invalid.refusal());
        } else {
            admitted(Kind.MESSAGE, id, admission -> commands.refuseUnlessStored(admission, id, invalid.refusal()));
        }
    }

    private void admitted(Kind kind, @Nullable String id, Consumer<Admission> action) {
        inRoom(id, room -> {
            long wait = connection.ticket().waitMillis(kind, connection.identity());
            if (wait > 0) {
                connection.refuse(id, Refusals.TOO_FAST.retryAfter(wait));
            } else {
                action.accept(room.admit(connection.identity(), connection.address()));
            }
        });
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
