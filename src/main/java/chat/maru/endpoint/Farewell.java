package chat.maru.endpoint;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Closes sessions, which may block and may fail in each container's own way. Stateless. */
final class Farewell {
    private static final System.Logger LOG = System.getLogger(Farewell.class.getName());

    /** How long a container may wait for a client to take a close behind what it did not take. */
    private static final long LINGER_MILLIS = 2_000;

    private Farewell() {}

    /**
     * Behind a send that is stuck no close frame gets through, and Jetty keeps such a session, with all that hangs on
     * it, until its peer reads on or its idle timeout comes.
     */
    static void letGoSoon(Session session) {
        try {
            session.setMaxIdleTimeout(LINGER_MILLIS);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "session {0} is closed already: {1}", session.getId(), e);
        }
    }

    static void close(Session session, CloseCode code) {
        try {
            session.close(code.toCloseReason());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "closing session {0} failed: {1}", session.getId(), e);
        }
    }
}
