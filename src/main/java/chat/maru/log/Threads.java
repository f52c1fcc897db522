package chat.maru.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * How the log's threads start and end. They are never interrupted, for an interrupt closes files under whoever reads or
 * writes them. Stateless.
 */
final class Threads {
    static final Logger LOGGER = System.getLogger("chat.maru.log");

    private Threads() {}

    static Thread start(String name, Runnable work) {
        // Without the starter's inheritable thread-locals, which in a container belong to somebody else.
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (ended, e) -> LOGGER.log(Level.ERROR, "thread " + ended.getName() + " ended", e));
        thread.start();
        return thread;
    }

    /** Waits until {@code thread} has ended, also when the waiting thread is interrupted meanwhile. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
