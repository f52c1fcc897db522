package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.Listener;
import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.client.Welcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Members who come back by themselves, and what becomes of them. Thread-safe. */
final class Guests implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<MaruClient> clients = new ArrayList<>();
    private final Set<MaruClient> in = ConcurrentHashMap.newKeySet();
    private final Set<MaruClient> lost = ConcurrentHashMap.newKeySet();
    private final Set<MaruClient> over = ConcurrentHashMap.newKeySet();

    /** So many, each in the room that is meant for its number; waits until all are in. */
    static Guests join(int count, IntFunction<URI> room) {
        Guests guests = new Guests();
        for (int i = 0; i < count; i++) {
            guests.clients.add(MaruClient.connect(room.apply(i), Options.named("guest"), guests.ear()));
        }
        guests.await(guests::allIn);
        return guests;
    }

    private Listener ear() {
        return new Listener() {
            @Override
            public void welcome(MaruClient client, Welcome welcome) {
                in.add(client);
                tell();
            }

            @Override
            public void lost(MaruClient client, int code, String reason) {
                in.remove(client);
                lost.add(client);
                tell();
            }

            @Override
            public void closed(MaruClient client, int code, String reason) {
                over.add(client);
                tell();
            }
        };
    }

    private synchronized void tell() {
        notifyAll();
    }

    private boolean allIn() {
        return in.size() == clients.size();
    }

    /** Waits until at least one connection is lost, and everybody is in. */
    void awaitReturn() {
        await(() -> !lost.isEmpty() && allIn());
    }

    /** How many have lost a connection so far, whether they are back or not. */
    int lost() {
        return lost.size();
    }

    /** Waits until so many have lost a connection. */
    void awaitLost(int count) {
        await(() -> lost.size() >= count);
    }

    private synchronized void await(BooleanSupplier done) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!done.getAsBoolean()) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            assertThat(millis)
                    .as("of %d guests %d are in, %d had been lost", clients.size(), in.size(), lost.size())
                    .isPositive();
            assertThat(over).as("guests who will not come back").isEmpty();
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(MaruClient::close);
    }
}
