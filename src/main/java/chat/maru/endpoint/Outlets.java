package chat.maru.endpoint;

import jakarta.websocket.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest way out that a session's container has. Thread-safe; owned by {@link Connections}, and not static:
 * what is known of a container's classes must not outlive this application in that container.
 */
final class Outlets {
    private volatile @Nullable Known known;

    Outlet of(Session session) {
        Outlet portable = new PortableOutlet(session);
        return parts(session.getClass())
                .flatMap(parts -> TomcatOutlet.of(parts, session, portable))
                .orElse(portable);
    }

    /** Whether Tomcat made this session. */
    static boolean isTomcat(Session session) {
        return session.getClass().getName().equals(TomcatParts.SESSION);
    }

    /** All sessions of a container are of one class. */
    private Optional<TomcatParts> parts(Class<?> sessions) {
        Known last = known;
        if (last == null || last.sessions() != sessions) {
            last = new Known(sessions, TomcatParts.of(sessions));
            known = last;
        }
        return last.parts();
    }

    private record Known(Class<?> sessions, Optional<TomcatParts> parts) {}
}
