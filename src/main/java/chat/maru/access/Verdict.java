package chat.maru.access;

/**
 * Whether somebody may do something. Immutable.
 *
 * @param untilMillis when the answer may be another, milliseconds since 1970 UTC; 0 where time does not change it
 */
public record Verdict(Kind kind, long untilMillis) {
    /** Go ahead. */
    public static final Verdict ALLOWED = new Verdict(Kind.ALLOWED, 0);

    /** The answer, and the reason of a no. */
    public enum Kind {
        ALLOWED,
        /** The right is missing. Said alike of a room that is closed to the asker and of one that does not exist. */
        NOT_ALLOWED,
        /** Only moderators and those who are named may write here. */
        READ_ONLY,
        /** A moderator has taken the word from this identity. */
        MUTED,
        /** A moderator has sent this identity out a moment ago. */
        REMOVED,
        /** A moderator has shut this identity, or its address, out. */
        BANNED
    }

    static Verdict of(Kind kind) {
        return new Verdict(kind, 0);
    }

    public boolean isAllowed() {
        return kind == Kind.ALLOWED;
    }

    /** Whether whoever is in the room has to leave it. */
    public boolean expels() {
        return kind == Kind.NOT_ALLOWED || kind == Kind.REMOVED || kind == Kind.BANNED;
    }
}
