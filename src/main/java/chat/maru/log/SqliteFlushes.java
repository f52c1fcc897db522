package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Flushes a copy to the disk while it grows, away from the writing thread: SQLite flushes it once more at the end, on
 * that thread, and must find little left to do. Owned by the writing thread.
 */
final class SqliteFlushes {
    /** Steps of the copy for one flush: 8 MiB. */
    private static final int STEPS = 4;

    private final Path file;
    private final Runnable onDone;
    private int steps;
    private volatile boolean flushing;

    /** @param onDone called after each flush, on its thread */
    SqliteFlushes(Path file, Runnable onDone) {
        this.file = file;
        this.onDone = onDone;
    }

    /** Hears of a step of the copy. */
    void stepped() {
        steps++;
        if (steps >= STEPS && !flushing) {
            steps = 0;
            flushing = true;
            Threads.start("maru-log-copy", this::flush);
        }
    }

    /** Whether the next step has to wait for the disk. */
    boolean isBehind() {
        return flushing && steps >= STEPS;
    }

    private void flush() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            // SQLite flushes it anyway, and fails with it where it has to.
            Threads.LOGGER.log(Level.DEBUG, "a copy was not flushed: {0}", e.getMessage());
        } finally {
            flushing = false;
            onDone.run();
        }
    }
}
