package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read from Redis, each with a connection of its own, so that appends do not wait for readers.
 * Thread-safe. A read that finds the queue full fails at once; one whose connection breaks is tried once more.
 */
final class RedisReaders implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING_MAX = 16_384;
    private static final int TRIES = 2;

    private final RedisOptions options;
    private final RedisMachine machine;
    private final BlockingQueue<Task<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    RedisReaders(RedisOptions options, RedisMachine machine) {
        this.options = options;
        this.machine = machine;
        for (int i = 1; i <= THREADS; i++) {
            threads.add(machine.start("maru-redis-reader-" + i, this::work));
        }
    }

    /** What {@code read} returns, or the {@link IOException} that says why it could not be read. */
    <T> CompletableFuture<T> submit(Read<T> read) {
        Task<T> task = new Task<>(read, new CompletableFuture<>());
        if (closed || !waiting.offer(task)) {
            task.fail(closed ? new StoreClosed() : new IOException("too many reads wait for Redis"));
        } else if (closed && waiting.remove(task)) {
            task.fail(new StoreClosed());
        }
        return task.result;
    }

    private void work() {
        RedisConnection connection = null;
        try {
            while (!closed) {
                connection = work(connection);
            }
        } catch (InterruptedException e) {
            Threads.LOGGER.log(Level.WARNING, "a reader of Redis was interrupted", e);
        } finally {
            close(connection);
        }
    }

    /** Runs one task, for which it waits, and gives the connection that is good for the next, if any. */
    @Nullable
    RedisConnection work(@Nullable RedisConnection given) throws InterruptedException {
        return run(waiting.take(), given);
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    private @Nullable RedisConnection run(Task<?> task, @Nullable RedisConnection given) {
        RedisConnection connection = given;
        for (int left = TRIES; ; ) {
            left--;
            try {
                if (connection == null) {
                    connection = machine.connect(options.address(), options.timeoutMillis());
                    RedisScript.load(connection);
                }
                task.run(connection);
                return connection;
            } catch (RedisDamage | RestoreRefused e) {
                task.fail(e);
                return connection;
            } catch (IOException | RuntimeException e) {
                // Whatever was answered may still be on its way; and one that forgot its scripts gets them again.
                close(connection);
                connection = null;
                boolean isHopeless =
                        e instanceof RuntimeException || (e instanceof RedisError no && !no.is("NOSCRIPT"));
                if (left == 0 || isHopeless) {
                    task.fail(new IOException("Redis cannot be read: " + e.getMessage(), e));
                    return null;
                }
            }
        }
    }

    private static void close(@Nullable RedisConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "a connection to Redis was not closed cleanly", e);
            }
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
            waiting.add(new Task<>(connection -> thread, new CompletableFuture<>()));
        }
        threads.forEach(Threads::join);
    }

    /** One read, on a reader's thread. It must do no harm when it is done twice. */
    interface Read<T> {
        T run(RedisConnection connection) throws IOException;
    }

    private record Task<T>(Read<T> read, CompletableFuture<T> result) {
        void run(RedisConnection connection) throws IOException {
            result.complete(read.run(connection));
        }

        void fail(Exception why) {
            result.completeExceptionally(why);
        }
    }
}
