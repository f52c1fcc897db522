package chat.maru.containers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come, looking often, and fails with what it waited for. */
final class Await {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Await() {}

    /** Something that may fail while a server is coming up or going down, which counts as not yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until it holds, and gives how long that took. */
    static Duration until(String what, Duration deadline, Condition condition) {
        long begin = System.nanoTime();
        Exception last = null;
        while (System.nanoTime() - begin < deadline.toNanos()) {
            try {
                if (condition.holds()) {
                    return Duration.ofNanos(System.nanoTime() - begin);
                }
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what, last);
    }
}
