package chat.maru.hook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up for webhooks. Thread-safe; owned by {@link HookWorkers}.
 *
 * <p>The system's resolver can be neither hurried nor interrupted. So each name is looked up on a thread of its own,
 * once at a time, and who asks waits no longer than it wants to: a name that never resolves costs this one thread until
 * the resolver gives it up, and no other name waits for it.
 */
final class Lookups implements AutoCloseable {
    /** One for each webhook that there may be, and some for those that are about to be made. */
    private static final int THREADS_MAX = Hooks.HOOKS_MAX + 28;

    private static final int IDLE_SECONDS = 1;

    private final Resolver resolver;
    private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> HookWorkers.daemon(task, "maru-hook-lookup"));

    Lookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /** What looks a name up, for as long as it takes: {@link InetAddress#getAllByName}, or a test's own. */
    interface Resolver {
        /** All addresses of the name, at least one. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Begins to look up, or joins who has begun and waits. */
    CompletableFuture<InetAddress[]> begin(String host) {
        try {
            return running.computeIfAbsent(host, name -> {
                CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
                threads.execute(() -> lookUp(name, found));
                return found;
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new HookFailure("too many names are being looked up, or it stops"));
        }
    }

    private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
        try {
            InetAddress[] addresses = resolver.addresses(host);
            running.remove(host);
            found.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            running.remove(host);
            found.completeExceptionally(e);
        }
    }

    /** Looks up, and waits for at most so long. */
    InetAddress[] find(String host, long millisMax) throws IOException {
        try {
            return begin(host).get(millisMax, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HookFailure("its name is not looked up in time; look at this machine's resolver");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HookFailure("it stops");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
