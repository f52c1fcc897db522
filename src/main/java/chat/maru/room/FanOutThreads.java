package chat.maru.room;

import java.util.concurrent.Executor;

/** The threads that wake members. Thread-safe; owned by the composition root, which starts and stops them. */
@FunctionalInterface
public interface FanOutThreads extends Executor {
    /** Runs {@code task} in so many nanoseconds; where there is no timer, at once. */
    default void executeIn(long nanos, Runnable task) {
        execute(task);
    }
}
