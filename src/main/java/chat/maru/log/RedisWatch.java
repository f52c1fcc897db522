package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections, and cuts those whose writes Redis does not take: one that is frozen, or whose receive window is
 * full, would hold a writing thread for ever. One thread looks after all of them. Thread-safe.
 */
final class RedisWatch implements AutoCloseable {
    /** Looks in the time that one write may take: a write lasts at most that much longer than it may. */
    private static final int LOOKS = 4;

    private final RedisMachine machine;
    private final int timeoutMillis;
    private final Set<RedisConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    /** @param timeoutMillis how long Redis may take nothing of what is written */
    RedisWatch(RedisMachine machine, int timeoutMillis) {
        this.machine = machine;
        this.timeoutMillis = timeoutMillis;
        thread = machine.start("maru-redis-watch", this::run);
    }

    /** As {@link RedisConnection#RedisConnection(RedisAddress, int)}. */
    RedisConnection connect(RedisAddress address, int replyMillis) throws IOException {
        RedisConnection connection = machine.connect(address, replyMillis);
        connections.add(connection);
        return connection;
    }

    private void run() {
        try {
            while (!over.await(Math.max(1, timeoutMillis / LOOKS), TimeUnit.MILLISECONDS)) {
                connections.removeIf(RedisConnection::isClosed);
                long since = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
                connections.forEach(connection -> connection.cutIfStuck(since));
            }
        } catch (InterruptedException e) {
            Threads.LOGGER.log(Level.WARNING, "the watch over connections to Redis was interrupted", e);
        }
    }

    /** Ends the thread; the connections are their owners' to close. */
    @Override
    public void close() {
        over.countDown();
        Threads.join(thread);
    }
}
