package chat.maru.client;

import jakarta.json.JsonObject;

/**
 * The server did not obey a frame, or this client did not even send it. The connection stays. Immutable.
 *
 * <p>Codes of this client's own, always {@link Outcome#NOT_STORED}: {@value #OUTBOX_FULL}, {@value #FRAME_TOO_BIG}. And
 * {@value #EPOCH_CHANGED}, when the position that a command names has lost its meaning before it was answered.
 */
public final class RefusedException extends RuntimeException {
    /** More calls wait for their answers than {@link Options#outboxMax} allows. */
    public static final String OUTBOX_FULL = "outboxFull";

    /** The frame is longer than the server takes; it would hang up. */
    public static final String FRAME_TOO_BIG = "frameTooBig";

    /** The command names a position of an epoch that has ended. */
    public static final String EPOCH_CHANGED = "epochChanged";

    private static final long serialVersionUID = 1;

    /** What became of the command. */
    public enum Outcome {
        /** It is not in the log, from no try with this id. */
        NOT_STORED,
        /** Nobody can say: send it again with the same id. */
        UNKNOWN
    }

    private final String id;
    private final String code;
    private final Outcome outcome;

    RefusedException(String id, String code, String text, Outcome outcome) {
        super(code + ": " + text, null, false, false);
        this.id = id;
        this.code = code;
        this.outcome = outcome;
    }

    static RefusedException of(JsonObject json) {
        return new RefusedException(
                json.getString("id", ""),
                json.getString("code", ""),
                json.getString("text", ""),
                // Whatever is not said to be out of the log may be in it.
                json.getString("outcome", "").equals("notStored") ? Outcome.NOT_STORED : Outcome.UNKNOWN);
    }

    /** Of the command; empty where the frame had none. */
    public String id() {
        return id;
    }

    /** For programs; {@code docs/protocol.md} lists the server's. */
    public String code() {
        return code;
    }

    public Outcome outcome() {
        return outcome;
    }
}
