package chat.maru.endpoint;

import chat.maru.access.GuestName;
import chat.maru.access.GuestSecret;
import chat.maru.access.Identity;
import chat.maru.log.Draft;
import chat.maru.log.Kind;
import chat.maru.log.Page;
import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.JsonText;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.ServerFrame;
import chat.maru.protocol.Wire;
import chat.maru.room.Member;
import chat.maru.room.Room;
import chat.maru.room.RoomName;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One session: obeys the client's frames, and is a member of its room. Thread-safe; owned by {@link Connections}.
 *
 * <p>Life: it waits for a hello (not on the plain wire), joins, is in the room, and ends once, whoever ends it: the
 * client, the container, the watch or the server. Ending is idempotent and never waits for the container's
 * {@code onClose}, which may come late or never.
 */
final class Connection implements Member, ClientFrame.Handler {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private enum State {
        NEW,
        JOINING,
        JOINED,
        CLOSED
    }

    private final Connections connections;
    private final Session session;
    private final RoomName roomName;
    private final Wire wire;
    private final Limits limits;
    private final Sender sender;
    private final Pulse pulse;

    private final AtomicInteger inFlight = new AtomicInteger();

    /** Frames that came while joining, in order. Guarded by this. */
    private final Queue<ClientFrame> waiting = new ArrayDeque<>();

    /** Guarded by this. */
    private State state = State.NEW;

    /** Set once, before {@link #room}. */
    private volatile Identity identity = new Identity("", "");

    /** Set once, when in the room. */
    private volatile @Nullable Room room;

    Connection(Connections connections, Session session, RoomName roomName, Wire wire) {
        this.connections = connections;
        this.session = session;
        this.roomName = roomName;
        this.wire = wire;
        this.limits = connections.limits();
        this.sender = new Sender(
                session, wire, limits, connections.threads(), () -> end(CloseCode.GOING_AWAY, "send failed"));
        this.pulse = new Pulse(limits);
    }

    @Override
    public String id() {
        return identity.id();
    }

    @Override
    public String name() {
        return identity.name();
    }

    @Override
    public void wake() {
        sender.wake();
    }

    /** The plain wire has no hello: its query says the same. */
    void helloFromQuery(Map<String, String> query) {
        PlainHello.of(query, limits, refusal -> refuse(null, refusal)).handle(this);
    }

    /** One text frame, on the container's thread. */
    void received(JsonText text) {
        pulse.heard();
        if (text.bytes() > limits.frameBytesMax()) {
            hangUp(CloseCode.TOO_BIG);
            return;
        }
        ClientFrame frame = wire.decode(text);
        synchronized (this) {
            if (state == State.JOINING && waiting.size() < limits.inFlightMax()) {
                waiting.add(frame);
                return;
            }
        }
        frame.handle(this);
    }

    void pong() {
        pulse.heard();
    }

    @Override
    public void hello(ClientFrame.Hello hello) {
        if (!begin()) {
            refuse(null, Refusal.of(Refusal.Code.SECOND_HELLO, "There is one hello in a connection."));
            return;
        }
        GuestSecret secret = hello.guest() == null
                ? connections.mintGuest()
                : GuestSecret.parse(hello.guest()).orElse(null);
        if (secret == null) {
            hangUp(CloseCode.BAD_GUEST);
            return;
        }
        String name = hello.name() == null
                ? GuestName.madeUp(secret.authorId())
                : GuestName.parse(hello.name(), limits.nameCodePointsMax()).orElse(null);
        if (name == null) {
            hangUp(CloseCode.BAD_NAME);
            return;
        }
        identity = new Identity(secret.authorId(), name);
        String minted = hello.guest() == null ? secret.text() : null;
        new Join(connections, this, hello, minted).begin();
    }

    private synchronized boolean begin() {
        if (state != State.NEW) {
            return false;
        }
        state = State.JOINING;
        return true;
    }

    /** The opening is ready: send it, read on, and obey what came meanwhile. False when the connection ended first. */
    boolean joined(Room joinedRoom, Join.Opening opening) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return false;
            }
            room = joinedRoom;
        }
        sender.start(opening.frames(), opening.cursor(), connections.batches(joinedRoom));
        for (ClientFrame frame = nextWaiting(); frame != null; frame = nextWaiting()) {
            frame.handle(this);
        }
        return true;
    }

    /** In order: a frame that comes while these are obeyed queues behind them. */
    private synchronized @Nullable ClientFrame nextWaiting() {
        ClientFrame frame = waiting.poll();
        if (frame == null && state == State.JOINING) {
            state = State.JOINED;
        }
        return frame;
    }

    @Override
    public void publish(ClientFrame.Publish publish) {
        Room to = room;
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
        Draft draft = new Draft(
                Kind.MESSAGE, identity.id(), identity.name(), id, publish.replyTo(), publish.text(), Map.of());
        to.publish(draft).whenComplete((receipt, failure) -> {
            inFlight.decrementAndGet();
            answer(id, publish.id(), failure == null ? receipt : new Receipt.Refused(Receipt.Reason.UNKNOWN));
        });
    }

    private void answer(String id, @Nullable String clientId, Receipt receipt) {
        if (receipt instanceof Receipt.Stored stored) {
            reply(new ServerFrame.Ack(id, stored.position().n(), stored.duplicate()));
        } else {
            refuse(clientId, Refusals.of(((Receipt.Refused) receipt).reason()));
        }
    }

    @Override
    public void history(ClientFrame.History history) {
        Room of = room;
        if (of == null) {
            refuseBeforeJoin(history.id());
            return;
        }
        if (inFlight.incrementAndGet() > limits.inFlightMax()) {
            inFlight.decrementAndGet();
            refuse(history.id(), Refusals.tooManyInFlight(limits));
            return;
        }
        of.history(history.before(), history.limit(), limits.outboundBytesMax()).whenComplete((page, failure) -> {
            inFlight.decrementAndGet();
            if (failure == null) {
                reply(page(history.id(), page));
            } else {
                refuse(history.id(), Refusals.UNREADABLE);
            }
        });
    }

    static ServerFrame.MessagePage page(@Nullable String id, Page page) {
        boolean more = page.after() >= page.head().first();
        return new ServerFrame.MessagePage(id, page.entries(), page.head(), more);
    }

    @Override
    public void ping() {
        Room of = room;
        if (of == null) {
            refuseBeforeJoin(null);
            return;
        }
        reply(new ServerFrame.Pong(of.head()));
    }

    @Override
    public void invalid(ClientFrame.Invalid invalid) {
        refuse(invalid.id(), invalid.refusal());
    }

    private void refuseBeforeJoin(@Nullable String id) {
        refuse(id, Refusal.of(Refusal.Code.HELLO_FIRST, "The first frame of a connection is a hello."));
    }

    private void refuse(@Nullable String id, Refusal refusal) {
        reply(new ServerFrame.Refused(id, refusal));
    }

    private void reply(ServerFrame frame) {
        if (!sender.reply(frame)) {
            hangUp(CloseCode.REPLIES_UNREAD);
        }
    }

    /** Called by the watch, on its thread, about once a second. */
    void check(long now) {
        boolean waitsForHello;
        synchronized (this) {
            waitsForHello = state == State.NEW;
        }
        switch (pulse.check(now, sender.stalledNanos(now), waitsForHello)) {
            case ALIVE -> {}
            case PING_DUE -> sender.ping();
            case NO_HELLO -> hangUp(CloseCode.NO_HELLO);
            case STALLED -> hangUp(CloseCode.STALLED);
            case SILENT -> hangUp(CloseCode.SILENT);
        }
    }

    /** Ends this connection for a reason that the client is told. Any thread; never blocks. */
    void hangUp(CloseCode code) {
        end(code, "hung up");
    }

    /** The session is closed already. */
    void closed() {
        end(CloseCode.GOING_AWAY, "closed");
    }

    private void end(CloseCode code, String how) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            waiting.clear();
        }
        sender.close();
        Room left = room;
        if (left != null) {
            left.leave(this);
            connections.leave(roomName);
        }
        connections.forget(this);
        LOG.log(Level.DEBUG, "connection {0} {1}: {2}", session.getId(), how, code.reason());
        // Some containers block here for seconds when a send is stuck.
        connections.threads().io().execute(() -> close(session, code));
    }

    static void close(Session session, CloseCode code) {
        try {
            session.close(code.toCloseReason());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "closing session {0} failed: {1}", session.getId(), e);
        }
    }

    RoomName roomName() {
        return roomName;
    }

    Wire wire() {
        return wire;
    }
}
