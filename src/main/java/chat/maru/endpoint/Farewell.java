package chat.maru.endpoint;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Closes sessions, which may block and may fail in each container's own way. Stateless. */
final class Farewell {
    private static final System.Logger LOG = System.getLogger(Farewell.class.getName());

    /** How long a container may wait for a client to take a close, or what came before it. */
    private static final long LINGER_MILLIS = 2_000;

    /**
     * The session's user property that bounds how long Tomcat takes to write a close other than 1000; other containers
     * ignore it. Its own 50 ms pass on a busy machine before it begins to, and then it ends the TCP connection without
     * having said why.
     */
    private static final String TOMCAT_CLOSE_SEND_TIMEOUT =
            "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

    private Farewell() {}

    /**
     * @param stuck a send makes no progress. Behind it no close frame gets through, and Jetty keeps such a session,
     *     with all that hangs on it, until its peer reads on or its idle timeout comes.
     */
    static void close(Session session, CloseCode code, boolean stuck) {
        try {
            if (stuck) {
                session.setMaxIdleTimeout(LINGER_MILLIS);
            } else {
                session.getUserProperties().put(TOMCAT_CLOSE_SEND_TIMEOUT, LINGER_MILLIS);
            }
            session.close(code.toCloseReason());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "closing session {0} failed: {1}", session.getId(), e);
        }
    }
}
