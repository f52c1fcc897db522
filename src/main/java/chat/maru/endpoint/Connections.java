package chat.maru.endpoint;

import chat.maru.access.Arrival;
import chat.maru.access.Arrivals;
import chat.maru.access.Caps;
import chat.maru.access.Entrance;
import chat.maru.access.Identities;
import chat.maru.access.RefusalLog;
import chat.maru.protocol.Limits;
import chat.maru.protocol.MaruV1;
import chat.maru.protocol.PlainWire;
import chat.maru.protocol.Wire;
import chat.maru.room.Room;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Every connection of this server, and what they share. Thread-safe; made by the composition root, one in a server. */
public final class Connections {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    /** The session's user property that bounds Tomcat's blocking sends (ping, close); other containers ignore it. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** Another: how long Tomcat reads on from who does not answer a close, before it ends the TCP connection. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private static final long CLOSE_TIMEOUT_MILLIS = 2_000;

    /** Tomcat keeps a buffer of that many characters for each session from its first frame on. */
    private static final int TOMCAT_PIECE_CHARS = 512;

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<Room, Batches> batches = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Room, LiveTexts> liveTexts = Collections.synchronizedMap(new WeakHashMap<>());
    private final FrameEncoder encoder = new FrameEncoder();
    private final Outlets outlets = new Outlets();
    private final AtomicLong ids = new AtomicLong();
    private final Rooms rooms;
    private final Limits limits;
    private final Entrance entrance;
    private final String durability;
    private final Threads threads;
    private final Wire plain;
    private final Wire maruV1;
    private volatile boolean closing;

    /** @param durability what an ack survives, as {@code welcome} says it */
    public Connections(Rooms rooms, Limits limits, Entrance entrance, String durability, Threads threads) {
        this.rooms = rooms;
        this.limits = limits;
        this.entrance = entrance;
        this.durability = durability;
        this.threads = threads;
        this.plain = new PlainWire(limits);
        this.maruV1 = new MaruV1(limits);
    }

    /** A session that the container has opened. {@code null} where it is closed again at once. */
    @Nullable
    Connection open(Session session, Handshake handshake) {
        session.setMaxTextMessageBufferSize(Outlets.isTomcat(session) ? TOMCAT_PIECE_CHARS : limits.frameBytesMax());
        session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, (long) limits.sendTimeoutMs());
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
        // Not @PathParam: Jetty gives that undecoded.
        RoomName name = RoomName.parse(session.getPathParameters().getOrDefault("room", ""))
                .orElse(null);
        if (closing || !handshake.originAllowed() || name == null) {
            CloseCode code = closing ? CloseCode.GOING_AWAY : CloseCode.BAD_ROOM;
            refuse(session, handshake.originAllowed() ? code : CloseCode.FOREIGN_ORIGIN, handshake.arrival());
            return null;
        }
        Caps.Lease lease = entrance.caps().open(handshake.arrival().bucketKey()).orElse(null);
        if (lease == null) {
            refuse(session, CloseCode.TOO_MANY_CONNECTIONS, handshake.arrival());
            return null;
        }
        boolean v1 = MaruV1.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol());
        Ticket ticket = new Ticket(entrance, handshake.arrival(), lease);
        Connection connection = new Connection(this, session, ticket, name, v1 ? maruV1 : plain);
        open.add(connection);
        if (closing) {
            connection.hangUp(CloseCode.GOING_AWAY);
        } else if (!v1) {
            connection.helloFromQuery(handshake.query());
        }
        return connection;
    }

    /** Not on this thread: a close inside onOpen blocks some containers. */
    private void refuse(Session session, CloseCode code, Arrival arrival) {
        tell(code, code.words(), "", arrival);
        threads.io().execute(() -> Farewell.close(session, code, false));
    }

    /** Logs that a connection was closed: what came to nobody's surprise only for who wants every detail. */
    void tell(CloseCode code, String what, String user, Arrival arrival) {
        if (code.isRefusal()) {
            entrance.refusals().refused(what, user, arrival);
        } else if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, "{0}", RefusalLog.describe(what, user, arrival));
        }
    }

    /** Takes no new connections from now on: they are told to come back at once. */
    public void shut() {
        closing = true;
    }

    /** For each connection, in no order: what tells it to come back. Each returns at once; closing goes on. */
    public List<Runnable> farewells() {
        return open.stream()
                .<Runnable>map(connection -> () -> connection.hangUp(CloseCode.GOING_AWAY))
                .toList();
    }

    /** Tells every connection to come back, and takes no new ones. Returns at once; closing goes on. */
    public void closeAll() {
        shut();
        farewells().forEach(Runnable::run);
    }

    /**
     * The container has ended the session of a login: whoever came with it goes. Any thread. The container may be
     * quicker, with 1008.
     *
     * @param session its id
     */
    public void loginEnded(String session) {
        for (Connection connection : open) {
            if (session.equals(connection.ticket().arrival().session())) {
                connection.hangUp(CloseCode.LOGIN_ENDED);
            }
        }
    }

    /** How many connections are open. */
    public int count() {
        return open.size();
    }

    void forget(Connection connection) {
        open.remove(connection);
    }

    /** Called by the watch, about once a second. */
    void check(long now) {
        rooms.tick(now);
        entrance.refusals().tick();
        synchronized (batches) {
            batches.values().forEach(Batches::rest);
        }
        for (Connection connection : open) {
            connection.check(now);
        }
    }

    void leave(RoomName name) {
        rooms.leave(name);
    }

    Batches batches(Room room) {
        return batches.computeIfAbsent(room, key -> new Batches(encoder, limits));
    }

    LiveTexts liveTexts(Room room) {
        return liveTexts.computeIfAbsent(room, key -> new LiveTexts());
    }

    Identities identities() {
        return entrance.identities();
    }

    /**
     * An id for a message of the plain wire that came without one. A guest there is new, so it only has to be new in
     * this run.
     */
    String mintId() {
        return "~" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
    }

    Rooms rooms() {
        return rooms;
    }

    Limits limits() {
        return limits;
    }

    Arrivals arrivals() {
        return entrance.arrivals();
    }

    String durability() {
        return durability;
    }

    Outlets outlets() {
        return outlets;
    }

    Threads threads() {
        return threads;
    }
}
