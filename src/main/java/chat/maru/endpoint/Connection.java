package chat.maru.endpoint;

import chat.maru.access.Identity;
import chat.maru.access.Verdict;
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
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One session as a member of its room, from its opening to its end. Thread-safe; owned by {@link Connections}. What the
 * client says is obeyed by its {@link Conversation}, what it is sent is written by its {@link Sender}.
 *
 * <p>Life: it waits for a hello (not on the plain wire), joins, is in the room, and ends once, whoever ends it: the
 * client, the container, the watch or the server. Ending is idempotent and never waits for the container's
 * {@code onClose}, which may come late or never.
 */
final class Connection implements Member {
    /** Refusals that one answer makes up for: who is refused far more often than served does not listen either. */
    private static final int FORGIVEN = 10;

    private enum State {
        NEW,
        JOINING,
        JOINED,
        CLOSED
    }

    private final Connections connections;
    private final Session session;
    private final Ticket ticket;
    private final RoomName roomName;
    private final Wire wire;
    private final Limits limits;
    private final Sender sender;
    private final Pulse pulse;
    private final Conversation conversation;
    private final AtomicInteger refusals = new AtomicInteger();

    /** Frames that came while joining, in order. Guarded by this. */
    private final Queue<ClientFrame> waiting = new ArrayDeque<>();

    /** Guarded by this. */
    private State state = State.NEW;

    /** Set before {@link #room}. */
    private final Nameplate nameplate;

    /** Set once, when in the room. */
    private volatile @Nullable Room room;

    Connection(Connections connections, Session session, Ticket ticket, RoomName roomName, Wire wire) {
        this.connections = connections;
        this.ticket = ticket;
        this.session = session;
        this.roomName = roomName;
        this.wire = wire;
        this.limits = connections.limits();
        this.sender = new Sender(
                connections.outlets().of(session),
                wire,
                limits,
                connections.threads(),
                () -> end(CloseCode.GOING_AWAY, "a send failed"));
        this.nameplate = new Nameplate(sender);
        this.pulse = new Pulse(limits);
        this.conversation = new Conversation(connections, this);
    }

    @Override
    public void wake() {
        sender.wake();
    }

    /** The plain wire has no hello: its query says the same. */
    void helloFromQuery(Map<String, String> query) {
        PlainHello.of(query, limits, refusal -> refuse(null, refusal)).handle(conversation);
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
            if (state == State.CLOSED) {
                // Some containers deliver what was on its way when we hung up, even to an application that has stopped.
                return;
            }
            if (state == State.JOINING) {
                if (waiting.size() == limits.inFlightMax()) {
                    frame = new ClientFrame.Invalid(frame.id(), false, Refusals.tooManyInFlight(limits));
                } else {
                    waiting.add(frame);
                    return;
                }
            }
        }
        frame.handle(conversation);
    }

    void pong() {
        pulse.heard();
    }

    /** True for the first hello of this connection. */
    synchronized boolean beginJoin() {
        if (state != State.NEW) {
            return false;
        }
        state = State.JOINING;
        return true;
    }

    /** Who this is, from now on. */
    void identify(Identity who) {
        nameplate.set(who);
    }

    @Override
    public Identity identity() {
        return nameplate.identity();
    }

    @Override
    public void renamed(String name) {
        if (!nameplate.renamed(name)) {
            hangUp(CloseCode.REPLIES_UNREAD);
        }
    }

    @Override
    public void judged() {
        Room in = room;
        if (in != null
                && !nameplate.judged(() -> in.admit(identity(), address()).rightsAtDoor())) {
            hangUp(CloseCode.REPLIES_UNREAD);
        }
    }

    /** The room, once the opening is on its way. */
    @Nullable
    Room room() {
        return room;
    }

    /** The opening is ready: send it, read on, and obey what came meanwhile. False when the connection ended first. */
    boolean joined(Room joinedRoom, Join.Opening opening) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return false;
            }
            room = joinedRoom;
        }
        News news = new News(joinedRoom, wire, connections.liveTexts(joinedRoom));
        sender.start(opening.frames(), opening.cursor(), connections.batches(joinedRoom), news);
        if (!nameplate.welcomed(opening)) {
            hangUp(CloseCode.REPLIES_UNREAD);
        }
        judged();
        for (ClientFrame frame = nextWaiting(); frame != null; frame = nextWaiting()) {
            frame.handle(conversation);
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

    /** Any thread; a client that does not read its answers is hung up on. */
    void reply(ServerFrame frame) {
        refusals.updateAndGet(count -> Math.max(0, count - FORGIVEN));
        send(frame);
    }

    /** Any thread; a client that only ever breaks rules is hung up on too. To be too quick breaks none. */
    void refuse(@Nullable String id, Refusal refusal) {
        boolean breaksARule = refusal.code() != Refusal.Code.BUSY;
        if (breaksARule && refusals.incrementAndGet() > limits.refusalsMax()) {
            hangUp(CloseCode.TOO_MANY_REFUSALS);
            return;
        }
        send(new ServerFrame.Refused(id, refusal));
    }

    private void send(ServerFrame frame) {
        if (!sender.reply(frame)) {
            hangUp(CloseCode.REPLIES_UNREAD);
        }
    }

    /** Called by the watch, on its thread, about once a second. */
    void check(long now) {
        checkToken();
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

    private void checkToken() {
        switch (ticket.expiry(identity())) {
            case NONE -> {}
            case WARNING_DUE -> sender.reply(new ServerFrame.TokenExpiring(ticket.millisLeft(identity())));
            case OVER -> hangUp(CloseCode.TOKEN_EXPIRED);
        }
    }

    @Override
    public String address() {
        return ticket.arrival().address();
    }

    Ticket ticket() {
        return ticket;
    }

    @Override
    public void expel(Verdict verdict) {
        if (ticket.millisLeft(identity()) <= 0) {
            hangUp(CloseCode.TOKEN_EXPIRED);
        } else {
            // Who is valid no more, before the end, has had the token taken back.
            hangUp(ticket.isValid(identity()) ? CloseCode.of(verdict) : CloseCode.BAD_TOKEN);
        }
    }

    /** Ends this connection for a reason that the client is told. Any thread; never blocks. */
    void hangUp(CloseCode code) {
        end(code, code.words());
    }

    /** The session is closed already. */
    void closed() {
        end(CloseCode.GOING_AWAY, "ended by the client or the container");
    }

    private void end(CloseCode code, String what) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            waiting.clear();
        }
        boolean stuck = sender.stalledNanos(System.nanoTime()) > 0;
        sender.close();
        Room left = room;
        if (left != null) {
            left.leave(this);
            connections.leave(roomName);
        }
        connections.forget(this);
        ticket.close();
        connections.tell(code, what, identity().id(), ticket.arrival());
        // Some containers block here for seconds when a send is stuck. Until then the task holds the session, not this.
        Session ending = session;
        connections.threads().io().execute(() -> Farewell.close(ending, code, stuck));
    }

    RoomName roomName() {
        return roomName;
    }

    Wire wire() {
        return wire;
    }
}
