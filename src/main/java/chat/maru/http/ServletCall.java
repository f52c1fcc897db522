package chat.maru.http;

import chat.maru.access.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A servlet's request, as {@code access} reads it. Lives for one request. */
record ServletCall(HttpServletRequest request) implements Request {
    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public @Nullable String peer() {
        return request.getRemoteAddr();
    }

    @Override
    public @Nullable String reached() {
        return request.getLocalAddr();
    }

    @Override
    public @Nullable String scheme() {
        return request.getScheme();
    }

    @Override
    public @Nullable String login() {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable String session() {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    @Override
    public boolean isInRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public boolean isHandshake() {
        return Paths.isUpgrade(request);
    }
}
