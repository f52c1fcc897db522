package chat.maru.http;

import chat.maru.protocol.Problem;
import chat.maru.protocol.RoomFile;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * What a request must show that changes something, so that no page can make a browser send it unasked: a type that a
 * form cannot have, a caller who says who it is, and, where the browser says that by itself, where the page is from.
 * Stateless.
 */
final class Changes {
    private static final Problem FOREIGN = new Problem(
            403,
            "Forbidden",
            "forbidden",
            "With a login or a cookie, Origin or Sec-Fetch-Site has to say that the own page asks.");

    private Changes() {}

    /** @param streams whether the body is a room's file */
    static void checkType(HttpServletRequest request, boolean streams) throws Refused {
        String wanted = streams ? RoomFile.TYPE : "application/json";
        String type = request.getContentType();
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.equals(wanted)) {
            throw new Refused(
                    new Problem(415, "Unsupported Media Type", "badMediaType", "Send Content-Type: " + wanted + "."));
        }
    }

    static void checkSender(HttpServletRequest request, Caller caller) throws Refused {
        boolean ownPage = request.getHeader("Origin") != null
                ? caller.arrival().originAllowed()
                : "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        if (caller.arrival().ambient() && !ownPage) {
            throw new Refused(FOREIGN);
        }
        if (caller.anonymous()) {
            Problem problem = new Problem(401, "Unauthorized", "noIdentity", "Say who you are, by Authorization.");
            throw new Refused(Reply.of(problem).with("WWW-Authenticate", "Bearer, Guest"));
        }
    }
}
