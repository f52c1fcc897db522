package chat.maru.protocol;

/**
 * Why a request over HTTP was not obeyed, as RFC 9457 has it. Immutable.
 *
 * @param status the HTTP status
 * @param title the same in words
 * @param code for programs
 * @param detail for people: a full sentence
 */
public record Problem(int status, String title, String code, String detail) {
    /** The media type of {@link #json}. */
    public static final String TYPE = "application/problem+json";

    /** The object on the wire; its {@code type} is left to the default, which says that the status tells it all. */
    public String json() {
        return new JsonWriter()
                .begin()
                .member("title", title)
                .member("status", status)
                .member("detail", detail)
                .member("code", code)
                .end()
                .toString();
    }
}
