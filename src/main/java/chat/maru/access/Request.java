package chat.maru.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of an HTTP request to know its sender, whatever API it came through. Used by one thread. */
public interface Request {
    /** The values of a header, one for each line that had it; empty where there is none. */
    List<String> headers(String name);

    /** The address that the connection came from; {@code null} where nobody knows. */
    @Nullable
    String peer();

    /** The address of this server that it came to; {@code null} where nobody knows. */
    @Nullable
    String reached();

    /** {@code http} or {@code https}, as this server took the request; {@code null} where nobody knows. */
    @Nullable
    String scheme();

    /** The name that the container has logged its sender in by; {@code null} where it has not. */
    @Nullable
    String login();

    /** The id of the session that the container keeps of the login; {@code null} where there is none. */
    @Nullable
    String session();

    /** Whether the container says that its sender has a role. */
    boolean isInRole(String role);

    /** Whether it asks for a WebSocket. */
    boolean isHandshake();

    /** The first value of a header; {@code null} where there is none. */
    default @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }
}
