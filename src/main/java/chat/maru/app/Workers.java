package chat.maru.app;

import chat.maru.endpoint.Threads;
import chat.maru.room.FanOutThreads;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one Maru, by name, so that a thread dump tells whose they are. Owned by {@link Maru}. */
final class Workers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final int IO_THREADS_MAX = 32;
    private static final int IDLE_SECONDS = 10;
    private static final long LATE_MILLIS_MAX = 1_000;

    private final ThreadPoolExecutor fanOut =
            pool("maru-fanout-", Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final ThreadPoolExecutor io = pool("maru-io-", IO_THREADS_MAX);

    /** Of this application, and not the JDK's own: a thread that outlived it would keep its classes. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "maru-timer");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /** The same threads for the fan-out of rooms, which may wait a little. */
    FanOutThreads fanOutThreads() {
        return new FanOutThreads() {
            @Override
            public void execute(Runnable task) {
                fanOut.execute(task);
            }

            @Override
            public void executeIn(long nanos, Runnable task) {
                Future<?> unused = timer.schedule(() -> fanOut.execute(task), nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    Threads threads() {
        return new Threads(fanOut, io);
    }

    private static ThreadPoolExecutor pool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                // After the end a container may still report a completion; there is nobody left to tell.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs these one after another, evenly over that time, on the timer's thread, which they must not hold. Blocks
     * until the last one has run, or is far too late.
     */
    void spread(List<Runnable> tasks, long millis) {
        CountDownLatch left = new CountDownLatch(tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            Runnable task = tasks.get(i);
            Runnable counted = () -> {
                task.run();
                left.countDown();
            };
            Future<?> unused = timer.schedule(
                    counted, TimeUnit.MILLISECONDS.toNanos(millis) * i / tasks.size(), TimeUnit.NANOSECONDS);
        }
        try {
            boolean done = left.await(millis + LATE_MILLIS_MAX, TimeUnit.MILLISECONDS);
            if (!done) {
                LOG.log(Level.WARNING, "{0} of {1} tasks are late", left.getCount(), tasks.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the closings that wait happen, for at most {@code millis}. Blocks. */
    void finishIo(long millis) {
        io.shutdown();
        await(io, millis);
    }

    @Override
    public void close() {
        io.shutdownNow();
        timer.shutdownNow();
        fanOut.shutdown();
        await(fanOut, 1_000);
        fanOut.shutdownNow();
    }

    private static void await(ThreadPoolExecutor pool, long millis) {
        try {
            boolean finished = pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
            if (!finished) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
