package chat.maru.hook;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a webhook waits for what. Immutable.
 *
 * @param callMillisMax one call, from looking up the name to the head of the answer
 * @param retryMillisMax between two tries; the first comes after about a second, if that is less
 */
public record HookTimes(int callMillisMax, long retryMillisMax) {
    private static final long RETRY_MILLIS_MIN = 1_000;
    private static final int DOUBLINGS_MAX = 20;

    /** What to wait after so many failures in a row: double each time, and somewhere in its upper half. */
    long retryMillis(int failures) {
        long whole = Math.min(retryMillisMax, RETRY_MILLIS_MIN << Math.min(failures - 1, DOUBLINGS_MAX));
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }
}
