package chat.maru.bench.work;

import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.OpenLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Members who talk at a quiet pace while a server is busy with something else. They are served by a thread of their
 * own, so that what they notice is the server's doing and not the generator's. Used by one other thread, never while a
 * measurement runs.
 */
final class Bystanders implements AutoCloseable {
    static final String DESCRIPTION = "200 members in 2 rooms, 20 messages a second";

    private static final int ROOMS = 2;
    private static final int MEMBERS = 100;
    private static final int RATE = 20;
    private static final int IN_SECONDS_MAX = 60;
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS_MAX = 300;
    private static final double DRAIN_SECONDS = 10;
    private static final double P99 = 99;
    private static final double MICROS_PER_MS = 1e3;

    private final Crowd crowd;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private Bystanders(Crowd crowd) {
        this.crowd = crowd;
    }

    static Bystanders open(ServerProcess server, Peer peer) throws IOException {
        Bystanders others = new Bystanders(new Crowd(server.port(), peer.dialect(), "aside-"));
        others.crowd.open(ROOMS, MEMBERS, IN_SECONDS_MAX);
        others.crowd.probe(IN_SECONDS_MAX);
        others.crowd.run(new OpenLoop(RATE), WARM_UP_SECONDS);
        others.crowd.drain(DRAIN_SECONDS);
        return others;
    }

    /** How long their messages take, at the 99th percentile, while {@code something} happens. */
    double p99Ms(Something something) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> talk(over), thread);
        try {
            something.happen();
        } finally {
            over.set(true);
            talk.join();
        }
        return crowd.tally().latencies().getValueAtPercentile(P99) / MICROS_PER_MS;
    }

    private void talk(AtomicBoolean over) {
        try {
            crowd.openWindow();
            crowd.run(new OpenLoop(RATE), over::get, SECONDS_MAX);
            crowd.closeWindow();
            crowd.drain(DRAIN_SECONDS);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    Crowd crowd() {
        return crowd;
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        crowd.close();
    }

    /** What happens beside them. */
    interface Something {
        void happen() throws IOException;
    }
}
