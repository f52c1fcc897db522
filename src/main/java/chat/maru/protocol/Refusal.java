package chat.maru.protocol;

/**
 * Why one frame was not obeyed. The connection stays. Immutable.
 *
 * @param code for programs
 * @param text for people: a full sentence that names the field and the rule
 * @param outcome whether the command may have been carried out all the same
 * @param retryAfterMs when the same may be tried again, in milliseconds from now; -1: time alone changes nothing
 */
public record Refusal(Code code, String text, Outcome outcome, long retryAfterMs) {

    /**
     * A refusal of something that was not carried out, now or at an earlier try with the same id. Whoever cannot say
     * that of a command has to say {@link Outcome#UNKNOWN}.
     */
    public static Refusal of(Code code, String text) {
        return new Refusal(code, text, Outcome.NOT_STORED, -1);
    }

    /** The same refusal of something that nobody can say the outcome of. */
    public Refusal unknown() {
        return new Refusal(code, text, Outcome.UNKNOWN, retryAfterMs);
    }

    /** The same refusal, to be tried again after so long. */
    public Refusal retryAfter(long millis) {
        return new Refusal(code, text, outcome, Math.max(0, millis));
    }

    /** What became of the command. */
    public enum Outcome {
        NOT_STORED("notStored"),
        /** Nobody can say; send it again with the same id. */
        UNKNOWN("unknown");

        private final String wire;

        Outcome(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }

    /** The rule that was broken, or the trouble that was met. {@code docs/protocol.md} lists every one. */
    public enum Code {
        MALFORMED_JSON("malformedJson"),
        UNKNOWN_TYPE("unknownType"),
        MISSING_FIELD("missingField"),
        BAD_FIELD("badField"),
        TEXT_EMPTY("textEmpty"),
        TEXT_TOO_LONG("textTooLong"),
        TEXT_INVALID("textInvalid"),
        HELLO_FIRST("helloFirst"),
        SECOND_HELLO("secondHello"),
        ID_REUSED("idReused"),
        NO_TARGET("noTarget"),
        NOT_OWN("notOwn"),
        TOO_MANY_EMOJI("tooManyEmoji"),
        NOT_ALLOWED("notAllowed"),
        NO_TOKENS("noTokens"),
        BAD_TOKEN("badToken"),
        MUTED("muted"),
        SLOW_MODE("slowMode"),
        FILTERED("filtered"),
        TOO_FAST("tooFast"),
        ROOMS_FULL("roomsFull"),
        BUSY("busy"),
        STORE_FULL("storeFull"),
        READ_ONLY("readOnly"),
        STOPPED("stopped"),
        UNKNOWN("unknown"),
        UNREADABLE("unreadable"),
        GAP("gap");

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
