package chat.maru.endpoint;

import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One session from its opening to its end, as the container tells it; shared by both kinds of endpoint. The container
 * calls one method at a time. Nothing thrown leaves it: Tomcat and Jetty close the connection of an endpoint that
 * throws.
 */
final class Visit {
    private static final System.Logger LOG = System.getLogger(Visit.class.getName());

    private final Connections connections;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Pieces pieces = new Pieces();

    /**
     * Weak, since those that are open are held by {@link Connections}: a session whose send is stuck may be kept by its
     * container long after Maru has let go of it (Grizzly, Jetty), and must not keep a member and a room with it.
     */
    private volatile @Nullable WeakReference<Connection> connection;

    Visit(Connections connections) {
        this.connections = connections;
    }

    void open(Session session) {
        guarded(() ->
                connection = new WeakReference<>(connections.open(session, HandshakeConfigurator.handshake(session))));
    }

    private @Nullable Connection connection() {
        WeakReference<Connection> reference = connection;
        return reference == null ? null : reference.get();
    }

    /** A text frame, or a piece of one. */
    void text(String piece, boolean last) {
        Connection open = connection();
        if (open == null) {
            pieces.drop();
        } else if (pieces.chars() > connections.limits().frameBytesMax()) {
            // It has been hung up on, and its container still delivers.
            open.hangUp(CloseCode.TOO_BIG);
        } else {
            pieces.add(piece, last).ifPresent(text -> guarded(() -> open.received(decoder.decode(text))));
        }
    }

    void binary() {
        Connection open = connection();
        if (open != null) {
            open.hangUp(CloseCode.BINARY);
        }
    }

    void pong() {
        Connection open = connection();
        if (open != null) {
            open.pong();
        }
    }

    void close() {
        Connection open = connection();
        if (open != null) {
            open.closed();
        }
    }

    /** A client that vanished is no error of ours, and a line for each would bury those that are. */
    void error(Throwable error) {
        LOG.log(Level.DEBUG, "the container reports {0}", error);
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a frame could not be handled", e);
        }
    }
}
