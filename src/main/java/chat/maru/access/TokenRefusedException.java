package chat.maru.access;

/**
 * A token that is not taken. The message is for people and holds nothing of the token. Without a stack trace, since
 * whoever knocks can cause any number of these.
 */
public final class TokenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    TokenRefusedException(Code code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    /** Which rule was broken. */
    public Code code() {
        return code;
    }

    /** The rules, each with its word for programs. */
    public enum Code {
        /** No token, or a claim of it is missing or has no sense. */
        MALFORMED("malformed"),
        TOO_LONG("tooLong"),
        /** Signed in a way that this server does not take. */
        WRONG_ALGORITHM("wrongAlgorithm"),
        /** No key fits, also after the keys were read again. */
        UNKNOWN_KEY("unknownKey"),
        /** The keys could not be read since the start: trouble of the server, not of the token. */
        KEYS_UNREAD("keysUnread"),
        BAD_SIGNATURE("badSignature"),
        EXPIRED("expired"),
        NOT_YET_VALID("notYetValid"),
        /** Its end lies further ahead than is taken. */
        LIVES_TOO_LONG("livesTooLong"),
        WRONG_ISSUER("wrongIssuer"),
        WRONG_AUDIENCE("wrongAudience");

        private final String wire;

        Code(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }
}
