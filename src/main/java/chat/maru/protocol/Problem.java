package chat.maru.protocol;

/**
 * Why a request over HTTP was not obeyed, as RFC 9457 has it. Immutable.
 *
 * @param status the HTTP status
 * @param title the same in words
 * @param code for programs
 * @param detail for people: a full sentence
 * @param retryAfterMs when to try again, in milliseconds from now; -1 where nobody can say
 */
public record Problem(int status, String title, String code, String detail, long retryAfterMs) {
    /** The media type of {@link #json}. */
    public static final String TYPE = "application/problem+json";

    public Problem(int status, String title, String code, String detail) {
        this(status, title, code, detail, -1);
    }

    /** The same, with the time to wait. */
    public Problem retryAfter(long millis) {
        return new Problem(status, title, code, detail, millis);
    }

    /** The object on the wire; its {@code type} is left to the default, which says that the status tells it all. */
    public String json() {
        JsonWriter json = new JsonWriter()
                .begin()
                .member("title", title)
                .member("status", status)
                .member("detail", detail)
                .member("code", code);
        return (retryAfterMs < 0 ? json : json.member("retryAfterMs", retryAfterMs))
                .end()
                .toString();
    }
}
