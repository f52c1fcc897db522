package chat.maru.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request of the test's own. One thread. */
final class MadeUpRequest implements Request {
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final @Nullable String peer;
    private final @Nullable String scheme;
    private final @Nullable String login;

    private MadeUpRequest(@Nullable String peer, @Nullable String scheme, @Nullable String login) {
        this.peer = peer;
        this.scheme = scheme;
        this.login = login;
    }

    /** A handshake over http; headers such as {@code "Origin: null"}. */
    static MadeUpRequest from(@Nullable String peer, String... lines) {
        return new MadeUpRequest(peer, peer == null ? null : "http", null).with(lines);
    }

    static MadeUpRequest loggedIn(String login, String... lines) {
        return new MadeUpRequest("198.51.100.9", "http", login).with(lines);
    }

    private MadeUpRequest with(String... lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return this;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public @Nullable String peer() {
        return peer;
    }

    @Override
    public @Nullable String reached() {
        return peer == null ? null : "127.0.0.1";
    }

    @Override
    public @Nullable String scheme() {
        return scheme;
    }

    @Override
    public @Nullable String login() {
        return login;
    }

    @Override
    public @Nullable String session() {
        return login == null ? null : "session-of-" + login;
    }

    @Override
    public boolean isInRole(String role) {
        return login != null && Set.of("staff").contains(role);
    }

    @Override
    public boolean isHandshake() {
        return true;
    }
}
