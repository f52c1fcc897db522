package chat.maru.hook;

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

    HookWorkers(AddressRule rule, HookTimes times) {
        this.rule = rule;
        this.times = times;
        pool.allowCoreThreadTimeOut(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable task, String name) {
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

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdown();
    }
}
