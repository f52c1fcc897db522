package chat.maru.endpoint;

import chat.maru.access.Request;
import jakarta.websocket.server.HandshakeRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A handshake as {@code access} reads it, where no front filter has read it already. Lives for one handshake. */
final class HandshakeCall implements Request {
    private final HandshakeRequest request;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HandshakeCall(HandshakeRequest request) {
        this.request = request;
        headers.putAll(request.getHeaders());
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public @Nullable String peer() {
        return null;
    }

    @Override
    public @Nullable String reached() {
        return null;
    }

    /** Containers disagree on the scheme of a handshake's URI. */
    @Override
    public @Nullable String scheme() {
        return null;
    }

    @Override
    public @Nullable String login() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    /** None: what tells of its end is of the servlets, which are not there where this is asked. */
    @Override
    public @Nullable String session() {
        return null;
    }

    @Override
    public boolean isInRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public boolean isHandshake() {
        return true;
    }
}
