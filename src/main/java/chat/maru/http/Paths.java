package chat.maru.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Paths as every container agrees on them. Stateless. */
final class Paths {
    /**
     * One segment for the room and nothing else: no parameter, no slash or dot segment, however spelled, and no byte
     * that HTTP wants encoded, at which some containers fail with 500 (Payara) and of which others make other names.
     */
    private static final Pattern ROOM = Pattern.compile(
            "(/ws)?/chat/(?!(\\.|%2e){1,2}/?$)((?!%2f|%5c)[!-~&&[^/;\\\\]])+/?", Pattern.CASE_INSENSITIVE);

    /** What containers read each in their way: parameters, backslashes, dot segments, and all that in disguise. */
    private static final Pattern ODD =
            Pattern.compile("[;\\\\]|%(2f|5c|3b|00)|/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

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

    /** The path as the container maps it to what it serves: decoded, and without dot segments and parameters. */
    static String mapped(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    /** Whether the raw path is spelled so that what one container serves there another would not. */
    static boolean isOdd(HttpServletRequest request) {
        return ODD.matcher(within(request)).find();
    }

    /** Whether the raw path is one of a room, so that every container finds the same room there. */
    static boolean isRoom(HttpServletRequest request) {
        return ROOM.matcher(within(request)).matches();
    }

    /** The path without its trailing slash, where it is one of a room; otherwise the same. */
    static String withoutSlash(String path) {
        boolean room = path.startsWith("/chat/") || path.startsWith("/ws/chat/");
        return room && path.length() > "/chat/".length() && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }
}
