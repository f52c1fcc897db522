package chat.maru.endpoint;

import chat.maru.access.GuestName;
import chat.maru.access.GuestSecret;
import chat.maru.access.Identity;
import chat.maru.log.Draft;
import chat.maru.log.History;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Room;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Obeys what one client says, and answers. Called by one thread at a time, in the order in which the frames came;
 * answers come from the log's threads too. Owned by a {@link Connection}.
 */
final class Conversation implements ClientFrame.Handler {
    private final Connections connections;
    private final Connection connection;
    private final Limits limits;

    /** Commands that wait for the log. */
    private final AtomicInteger inFlight = new AtomicInteger();

    Conversation(Connections connections, Connection connection) {
        this.connections = connections;
        this.connection = connection;
        this.limits = connections.limits();
    }

    @Override
    public void hello(ClientFrame.Hello hello) {
        if (!connection.beginJoin()) {
            refuse(null, Refusal.of(Refusal.Code.SECOND_HELLO, "There is one hello in a connection."));
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
        connection.identify(new Identity(secret.authorId(), name));
        String minted = hello.guest() == null ? secret.text() : null;
        new Join(connections, connection, hello, minted).begin();
    }

    @Override
    public void publish(ClientFrame.Publish publish) {
        Room to = connection.room();
        String id = publish.id() == null ? connections.mintId() : publish.id();
        if (to == null) {
            refuseBeforeJoin(publish.id());
            return;
        }
        if (inFlight.incrementAndGet() > limits.inFlightMax()) {
            inFlight.decrementAndGet();
            refuse(publish.id(), Refusals.tooManyInFlight(limits));
            return;
        }
        Identity author = connection.identity();
        Draft draft = Draft.message(author.id(), author.name(), id, publish.text(), publish.replyTo());
        to.publish(draft).whenComplete((receipt, failure) -> {
            inFlight.decrementAndGet();
            answer(id, publish.id(), failure == null ? receipt : new Receipt.Refused(Receipt.Reason.UNKNOWN));
        });
    }

    private void answer(String id, @Nullable String clientId, Receipt receipt) {
        if (receipt instanceof Receipt.Stored stored) {
            connection.reply(new ServerFrame.Ack(id, stored.position().n(), stored.duplicate()));
        } else {
            refuse(clientId, Refusals.of(((Receipt.Refused) receipt).reason()));
        }
    }

    @Override
    public void history(ClientFrame.History history) {
        Room of = connection.room();
        if (of == null) {
            refuseBeforeJoin(history.id());
            return;
        }
        if (inFlight.incrementAndGet() > limits.inFlightMax()) {
            inFlight.decrementAndGet();
            refuse(history.id(), Refusals.tooManyInFlight(limits));
            return;
        }
        Range range = Range.before(history.before());
        of.history(range, history.limit(), limits.outboundBytesMax()).whenComplete((page, failure) -> {
            inFlight.decrementAndGet();
            if (failure == null) {
                connection.reply(page(history.id(), page));
            } else {
                refuse(history.id(), Refusals.UNREADABLE);
            }
        });
    }

    static ServerFrame.MessagePage page(@Nullable String id, History page) {
        return new ServerFrame.MessagePage(id, page.messages(), page.head(), page.older());
    }

    @Override
    public void ping() {
        Room of = connection.room();
        if (of == null) {
            refuseBeforeJoin(null);
            return;
        }
        connection.reply(new ServerFrame.Pong(of.head()));
    }

    @Override
    public void invalid(ClientFrame.Invalid invalid) {
        refuse(invalid.id(), invalid.refusal());
    }

    private void refuseBeforeJoin(@Nullable String id) {
        refuse(id, Refusal.of(Refusal.Code.HELLO_FIRST, "The first frame of a connection is a hello."));
    }

    private void refuse(@Nullable String id, Refusal refusal) {
        connection.reply(new ServerFrame.Refused(id, refusal));
    }
}
