package chat.maru.access;

/** What tokens signed with HS256 are checked with. Immutable. Its bytes leave it only inside this package. */
public final class TokenSecret {
    /** A shorter one can be found by trying (RFC 7518, 3.2). */
    public static final int BYTES_MIN = 32;

    private final byte[] bytes;

    /** Copies {@code bytes}, of which {@value #BYTES_MIN} are needed; else an {@link IllegalArgumentException}. */
    public TokenSecret(byte[] bytes) {
        if (bytes.length < BYTES_MIN) {
            throw new IllegalArgumentException("a token secret has at least " + BYTES_MIN + " bytes");
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Says nothing: a secret must not reach a log by accident. */
    @Override
    public String toString() {
        return "TokenSecret";
    }
}
