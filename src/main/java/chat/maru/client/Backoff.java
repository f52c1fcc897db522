package chat.maru.client;

/**
 * Whether to connect again, and how long to wait before. Owned by one {@link Line}, which guards it.
 *
 * <p>The whole spread is random (full jitter), so that thousands of clients cut at one moment do not all come back at
 * another.
 */
final class Backoff {
    static final long MIN_MILLIS = 500;
    static final long MAX_MILLIS = 20_000;

    /** A connection that lived this long was a good one: the next loss starts counting from zero. */
    static final long GOOD_AFTER_MILLIS = 5_000;

    /** Where doubling has long passed the longest wait. */
    private static final int ATTEMPTS_COUNTED_MAX = 10;

    private int attempt;

    /** Whether a close code lets one come back: 4000 to 4499, and those of everybody's codes that pass. */
    static boolean comesBack(int code) {
        return switch (code) {
            case 1001, 1005, 1006, 1011, 1012, 1013 -> true;
            default -> code >= 4_000 && code < 4_500;
        };
    }

    /**
     * The wait after a loss.
     *
     * @param upMillis how long the connection lived; 0 where it never opened
     * @param dice from 0 up to, but not including, 1
     */
    long nextMillis(long upMillis, double dice) {
        attempt = upMillis >= GOOD_AFTER_MILLIS ? 0 : attempt;
        long spread = Math.min(MAX_MILLIS - MIN_MILLIS, MIN_MILLIS << attempt);
        attempt = Math.min(attempt + 1, ATTEMPTS_COUNTED_MAX);
        return MIN_MILLIS + (long) (dice * spread);
    }
}
