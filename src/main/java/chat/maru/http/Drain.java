package chat.maru.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thing to do, again and again, that many threads ask for: one of them does it at a time, and once more for whoever
 * has asked meanwhile. Thread-safe.
 *
 * <p>Not a lock, since nobody waits: a container calls a listener while it holds its socket's lock, and takes that lock
 * for whoever asks whether there is more to read. A listener with a lock of its own has been the other half of a
 * deadlock.
 */
final class Drain {
    private final AtomicInteger asked = new AtomicInteger();
    private final Runnable round;

    /** @param round must not throw, and must leave nothing undone that can be done now */
    Drain(Runnable round) {
        this.round = round;
    }

    /** Returns when the round is done, or is left to the thread that is at it. */
    void go() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int met;
        do {
            met = asked.get();
            round.run();
        } while (asked.addAndGet(-met) > 0);
    }
}
