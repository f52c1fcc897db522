package chat.maru.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may use this server from a browser: its own, and those in {@code maru.origins}. Immutable.
 *
 * <p>Without this rule any page on the web could open a chat in the name of whoever reads it (cross-site WebSocket
 * hijacking): browsers send the Origin header with a WebSocket handshake, and leave the judgement to the server.
 */
public final class Origins {
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> allowed;

    /** @param allowed exact origins beside the own one, such as {@code https://chat.example.com} */
    public Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Whether a request may pass.
     *
     * @param origin the Origin header; absent means that no browser sent the request, and passes
     * @param scheme {@code http} or {@code https}, of the request
     * @param host the Host header
     */
    public boolean allow(@Nullable String origin, String scheme, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        if (isListed(origin)) {
            return true;
        }
        return host != null && sameOrigin(origin, scheme, host);
    }

    /** Whether the operator has listed this origin: a page there may show rooms of this server. */
    public boolean isListed(String origin) {
        return allowed.contains(origin);
    }

    private static boolean sameOrigin(String origin, String scheme, String host) {
        try {
            URI uri = new URI(origin);
            String authority = uri.getRawAuthority();
            boolean bare = uri.getRawPath() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
            if (authority == null || !bare || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return false;
            }
            return scheme.equalsIgnoreCase(uri.getScheme())
                    && withPort(authority, scheme).equals(withPort(host, scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withPort(String authority, String scheme) {
        String lower = authority.toLowerCase(Locale.ROOT);
        boolean hasPort = lower.matches(".*:[0-9]+");
        return hasPort ? lower : lower + (scheme.equalsIgnoreCase("https") ? ":443" : ":80");
    }

    /**
     * Whether a request that reached a loopback address may carry this Host header. A name that somebody else's DNS
     * made to point here would make a foreign page same-origin (DNS rebinding).
     */
    public static boolean isLoopbackHost(@Nullable String host) {
        return host != null
                && LOOPBACK_HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", ""));
    }
}
