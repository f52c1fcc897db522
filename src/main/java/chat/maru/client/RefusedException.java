package chat.maru.client;

import jakarta.json.JsonObject;
import java.util.OptionalLong;

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

    /** Negative where the server does not say. */
    private final long retryAfterMillis;

    RefusedException(String id, String code, String text, Outcome outcome) {
        this(id, code, text, outcome, -1);
    }

    private RefusedException(String id, String code, String text, Outcome outcome, long retryAfterMillis) {
        super(code + ": " + text, null, false, false);
        this.id = id;
        this.code = code;
        this.outcome = outcome;
        this.retryAfterMillis = retryAfterMillis;
    }

    static RefusedException of(JsonObject json) {
        return new RefusedException(
                json.getString("id", ""),
                json.getString("code", ""),
                json.getString("text", ""),
                // Whatever is not said to be out of the log may be in it.
                json.getString("outcome", "").equals("notStored") ? Outcome.NOT_STORED : Outcome.UNKNOWN,
                json.containsKey("retryAfterMs") ? Frames.number(json, "retryAfterMs") : -1);
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

    /**
     * After how long the same may be tried again, in milliseconds; empty where time alone changes nothing. What the
     * server is too busy to look at is tried again by the client itself, and ends in no exception: this is for slow
     * mode and mutes.
     */
    public OptionalLong retryAfterMillis() {
        return retryAfterMillis < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMillis);
    }
}
