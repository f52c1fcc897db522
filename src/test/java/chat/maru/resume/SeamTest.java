package chat.maru.resume;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.resume.Sight.Entry;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who joins a busy room has one run of its log: where history ends, or the backlog, what is live begins. */
class SeamTest {
    private static final int JOINS = Integer.getInteger("maru.test.joins", 100);
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int JOINERS = 4;
    private static final int PER_SECOND = 1_000;
    private static final int HISTORY = 50;
    private static final int BACKLOG_MAX = 2_000;
    private static final int LIVE_MIN = 20;
    private static final int SAID_BEFORE = 300;
    private static final long DEADLINE_SECONDS = 300;

    @TempDir
    Path data;

    private final AtomicInteger begun = new AtomicInteger();
    private final Queue<List<Entry>> runs = new ConcurrentLinkedQueue<>();

    @Test
    void whatAJoinerHasIsOneRunOfTheLogWhateverIsSaidMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(JOINERS + 1);
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, Frames.NO_HEARTBEAT)) {
            URI room = maru.uri("/chat/seam");
            Talker.say(room, SAID_BEFORE, "before");
            long start = System.nanoTime();
            try (Talker talker = Talker.paced(room, PER_SECOND)) {
                Future<?> talk = threads.submit(called(talker::run));
                List<Future<?>> joiners = new ArrayList<>();
                for (int i = 0; i < JOINERS; i++) {
                    Random random = new Random(SEED + i);
                    joiners.add(threads.submit(called(() -> join(room, talker, random))));
                }
                for (Future<?> joiner : joiners) {
                    joiner.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                }
                talker.stop();
                talk.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Frames.Room whole = Frames.read(room);
            System.out.printf(
                    "SeamTest: seed %d, %d joins in %.1f s while %.0f messages/s came, %d entries seen by joiners%n",
                    SEED,
                    runs.size(),
                    seconds,
                    (whole.head() - SAID_BEFORE) / seconds,
                    runs.stream().mapToInt(List::size).sum());
            assertThat(runs).hasSize(JOINS);
            runs.forEach(run -> assertThat(run).isEqualTo(part(whole.log(), run)));
        } finally {
            threads.shutdownNow();
        }
    }

    /** The same positions of the log: equal to the run only if that has neither hole nor double. */
    private static List<Entry> part(List<Entry> log, List<Entry> run) {
        int from = (int) run.get(0).n() - 1;
        return log.subList(from, from + run.size());
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Callable<Void> called(Task task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private void join(URI room, Talker talker, Random random) throws IOException {
        while (begun.getAndIncrement() < JOINS) {
            boolean history = random.nextBoolean();
            long after = Math.max(0, talker.head() - random.nextInt(BACKLOG_MAX));
            String how = history ? "\"history\":" + HISTORY : "\"after\":{\"n\":" + after + "}";
            try (WireSocket socket = WireSocket.connect(room)) {
                socket.send("{\"type\":\"hello\"," + how + "}");
                List<Entry> run = run(socket);
                if (!history) {
                    assertThat(run.get(0).n()).as("the first of %s", how).isEqualTo(after + 1);
                }
                runs.add(run);
            }
        }
    }

    /** Page, backlog and at least so much that is live, in the order in which it came. */
    private static List<Entry> run(WireSocket socket) throws IOException {
        List<Entry> run = new ArrayList<>();
        long liveFrom = Long.MAX_VALUE;
        while (run.isEmpty() || run.get(run.size() - 1).n() - LIVE_MIN < liveFrom) {
            for (JsonObject object : Frames.objects(socket.read())) {
                switch (object.getString("type")) {
                    case "page" -> object.getJsonArray("messages").forEach(m -> run.add(Entry.read(m.asJsonObject())));
                    case "message" -> run.add(Entry.read(object));
                    case "caughtUp" -> liveFrom = object.getInt("n");
                    default -> {}
                }
            }
        }
        return run;
    }
}
