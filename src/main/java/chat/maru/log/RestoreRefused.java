package chat.maru.log;

import java.io.IOException;

/** Why entries did not become a room. */
public final class RestoreRefused extends IOException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final long line;

    RestoreRefused(Reason reason, long line, String why) {
        super(line == 0 ? why : "line " + line + ": " + why);
        this.reason = reason;
        this.line = line;
    }

    public Reason reason() {
        return reason;
    }

    /** Which of the entries added is to blame, from 1; 0 when none is. */
    public long line() {
        return line;
    }

    /** What is in the way. */
    public enum Reason {
        /** What was given is not what a log could have held. */
        INVALID,
        /** The room has entries. */
        OCCUPIED,
        /** It was closed, or an earlier call failed. */
        OVER
    }
}
