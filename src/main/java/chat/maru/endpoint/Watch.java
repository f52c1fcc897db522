package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every connection about once a second: pings who is due, cuts off who does not read, answer or say hello.
 * Owns one thread, until closed.
 */
public final class Watch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final int ROUND_MS = 1_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "maru-watch");
        made.setDaemon(true);
        return made;
    });

    private final ScheduledFuture<?> rounds;

    /** Starts to watch. Rounds are as frequent as the shortest time to watch needs, at least once a second. */
    public Watch(Connections connections, Limits limits) {
        int shortest = Math.min(limits.heartbeatMs(), Math.min(limits.sendTimeoutMs(), limits.helloTimeoutMs()));
        int round = Math.max(1, Math.min(ROUND_MS, shortest / 2));
        rounds = thread.scheduleWithFixedDelay(() -> check(connections), round, round, TimeUnit.MILLISECONDS);
    }

    private static void check(Connections connections) {
        try {
            connections.check(System.nanoTime());
        } catch (RuntimeException e) {
            // A round that throws would be the last one: the scheduler drops a task that fails.
            LOG.log(Level.ERROR, "a round of the watch failed", e);
        }
    }

    @Override
    public void close() {
        rounds.cancel(false);
        thread.shutdown();
    }
}
