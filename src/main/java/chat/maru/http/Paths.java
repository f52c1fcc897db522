package chat.maru.http;

import jakarta.servlet.http.HttpServletRequest;

/** Paths as every container agrees on them. Stateless. */
final class Paths {
    private Paths() {}

    /** Whether this is a WebSocket handshake. */
    static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /**
     * The raw path below the context path, beginning with a slash. Computed from the URI, because for a path that no
     * servlet is mapped to, containers differ in what is servlet path and what is path info.
     */
    static String within(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.isEmpty() ? "/" : path;
    }

    /** The path without its trailing slash, where it is one of a room; otherwise the same. */
    static String withoutSlash(String path) {
        boolean room = path.startsWith("/chat/") || path.startsWith("/ws/chat/");
        return room && path.length() > "/chat/".length() && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }
}
