package chat.maru.cluster;

import chat.maru.client.Listener;
import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.client.Welcome;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One who comes to a room to see where its node takes it to be. Who is there already does not show that: they hear of
 * all that lies between, one after the other, which may take longer than the node takes to know. Thread-safe.
 */
final class Newcomer implements Listener {
    private final CompletableFuture<Long> head = new CompletableFuture<>();

    /** Lets one after the other come, until the node welcomes one at that position or at a later one. */
    static void awaitHead(URI room, long n, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Newcomer newcomer;
        do {
            newcomer = new Newcomer();
            try (MaruClient client = MaruClient.connect(room, Options.named("newcomer"), newcomer)) {
                newcomer.head
                        .orTimeout(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                        .join();
            }
        } while (newcomer.head.join() < n);
    }

    @Override
    public void welcome(MaruClient client, Welcome welcome) {
        head.complete(welcome.head());
    }
}
