package chat.maru.hook;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the webhooks, of which each waits for a receiver, and what holds for all of them. Thread-safe; owned
 * by {@link Hooks}.
 */
final class HookWorkers implements AutoCloseable {
    /** Receivers that are slow at once, beyond which the others wait. */
    private static final int THREADS_MAX = 16;

    private static final int IDLE_SECONDS = 10;
    private static final long CLOSE_MILLIS_MAX = 500;
    private static final System.Logger LOG = System.getLogger(HookWorkers.class.getName());

    private final AddressRule rule;
    private final HookTimes times;
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "maru-hook"),
            new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, task -> daemon(task, "maru-hook-timer"), new ThreadPoolExecutor.DiscardPolicy());

    private final Lookups lookups;

    HookWorkers(AddressRule rule, HookTimes times, Lookups.Resolver resolver) {
        this.rule = rule;
        this.times = times;
        this.lookups = new Lookups(resolver);
        pool.allowCoreThreadTimeOut(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setName(name);
        thread.setDaemon(true);
        return thread;
    }

    AddressRule rule() {
        return rule;
    }

    HookTimes times() {
        return times;
    }

    Lookups lookups() {
        return lookups;
    }

    void run(Runnable task) {
        pool.execute(task);
    }

    /** Runs it on a worker after a while. */
    void later(Runnable task, long millis) {
        ScheduledFuture<?> unused = timer.schedule(() -> pool.execute(task), millis, TimeUnit.MILLISECONDS);
    }

    /** Cuts a call at its deadline: on the timer itself, for the workers may all be waiting. */
    ScheduledFuture<?> deadline(Runnable cut, long millis) {
        return timer.schedule(cut, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the threads, and waits a moment for them; one that the resolver keeps ends when that lets it go. */
    @Override
    public void close() {
        timer.shutdownNow();
        lookups.close();
        pool.shutdownNow();
        try {
            boolean timerEnded = timer.awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
            boolean ended = pool.awaitTermination(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
            if (!timerEnded || !ended) {
                LOG.log(Level.WARNING, "a webhook's thread has not ended within {0} ms", CLOSE_MILLIS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
