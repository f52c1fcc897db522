package chat.maru.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The threads that read from disk, each with a connection of its own, so that nobody else waits for the disk.
 * Thread-safe. A read that finds the queue full fails at once.
 */
final class SqliteReaders implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING_MAX = 16_384;

    private final BlockingQueue<Task<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    SqliteReaders(SqliteFile file) throws SQLException {
        try {
            for (int i = 1; i <= THREADS; i++) {
                Connection connection = file.openToRead();
                threads.add(Threads.start("maru-log-reader-" + i, () -> work(connection)));
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /** What {@code read} returns, or the {@link IOException} that says why it could not be read. */
    <T> CompletableFuture<T> submit(Read<T> read) {
        Task<T> task = new Task<>(read, new CompletableFuture<>());
        if (closed || !waiting.offer(task)) {
            task.fail(closed ? new StoreClosed() : new IOException("too many reads wait for the disk"));
        } else if (closed && waiting.remove(task)) {
            task.fail(new StoreClosed());
        }
        return task.result;
    }

    private void work(Connection connection) {
        try (SqlitePages pages = new SqlitePages(connection)) {
            while (!closed) {
                waiting.take().run(connection, pages);
            }
        } catch (InterruptedException | SQLException e) {
            Threads.LOGGER.log(System.Logger.Level.WARNING, "a reader of the log ended", e);
        }
    }

    /** Fails the reads that wait, lets those under way end, and ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Task<?> task = waiting.poll(); task != null; task = waiting.poll()) {
            task.fail(new StoreClosed());
        }
        for (Thread thread : threads) {
            // Something to do, so that no thread sleeps on.
            waiting.add(new Task<>((connection, pages) -> thread, new CompletableFuture<>()));
        }
        threads.forEach(Threads::join);
    }

    /** One read, on a reader's thread. */
    interface Read<T> {
        T run(Connection connection, SqlitePages pages) throws SQLException, IOException;
    }

    private record Task<T>(Read<T> read, CompletableFuture<T> result) {
        void run(Connection connection, SqlitePages pages) {
            try {
                result.complete(read.run(connection, pages));
            } catch (SQLException e) {
                fail(new IOException("the log cannot be read: " + e.getMessage(), e));
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        void fail(Exception why) {
            result.completeExceptionally(why);
        }
    }
}
