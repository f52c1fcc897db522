package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.standalone.History.Entry;
import chat.maru.support.MaruProcess;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments under load, again and again on the same data. What it proves: nothing that was
 * acknowledged, or seen by anybody, is lost, moved, doubled or changed. What it cannot prove is the fsync, since the
 * system keeps what the process wrote; {@code .ci/FsyncTrace.java} looks at that.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("maru.test.kills", 20);
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int IN_FLIGHT_MIN = 8;
    private static final int WINDOW = 24;
    private static final int ACKS_MIN = 2_000;
    private static final int ACKS_BEFORE_KILL = 110;
    private static final int ACKS_BEFORE_KILL_SPREAD = 600;
    private static final long PAUSE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int REPEATED = 8;
    private static final long MORE_AT_THE_END = 200;
    private static final long DEADLINE_SECONDS = 60;
    private static final String[] OPTIONS = {"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    @TempDir
    Path data;

    private final Random random = new Random(SEED);
    private final Publications publications = new Publications(new Random(SEED + 1));
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Integer> inFlight = new ArrayList<>();
    private final List<Long> firstAckMillis = new ArrayList<>();

    @Test
    void nothingAcknowledgedIsLostMovedDoubledOrChanged() throws Exception {
        System.out.println("KillIT: seed " + SEED + " (repeat with -Dmaru.test.seed)");
        // The first is given its secret, the second is the same guest on another connection.
        publishers.add(new Publisher(publications, null, WINDOW));
        for (int kill = 1; kill <= KILLS; kill++) {
            liveAndDie();
            assertThat(publications.unexpected()).as("after kill %d", kill).isEmpty();
            publications.repeatSome(REPEATED);
        }
        History history = settle();
        report(history);
        assertThat(history.violations()).isEmpty();
        assertThat(publications.unexpected()).isEmpty();
        assertThat(inFlight).hasSize(KILLS).allMatch(count -> count >= IN_FLIGHT_MIN);
        assertThat(history.acks()).hasSizeGreaterThanOrEqualTo(Math.min(ACKS_MIN, KILLS * ACKS_BEFORE_KILL));
    }

    private void liveAndDie() throws Exception {
        long start = System.nanoTime();
        int before = publications.acks();
        try (MaruProcess maru = MaruProcess.start(data, OPTIONS)) {
            List<Thread> threads = talk(maru.ws("/chat/kill"));
            publications.awaitAcks(before + 1, DEADLINE_SECONDS);
            firstAckMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            int acks = ACKS_BEFORE_KILL + random.nextInt(ACKS_BEFORE_KILL_SPREAD);
            publications.awaitAcks(before + acks, DEADLINE_SECONDS);
            LockSupport.parkNanos((long) (random.nextDouble() * PAUSE_NANOS_MAX));
            int unknownBefore = publications.unknownOutcomes();
            int atTheMoment = publishers.stream().mapToInt(Publisher::inFlight).sum();
            maru.kill9();
            join(threads);
            // Counted twice: what was unanswered when the signal left, and what stayed unanswered for ever.
            inFlight.add(Math.min(atTheMoment, publications.unknownOutcomes() - unknownBefore));
        }
        if (publishers.size() == 1) {
            publishers.add(new Publisher(publications, publishers.get(0).guest(), WINDOW));
        }
    }

    private List<Thread> talk(URI room) {
        List<Thread> threads = new ArrayList<>();
        for (Publisher publisher : publishers) {
            Thread thread = new Thread(() -> publisher.run(room), "publisher-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            assertThat(thread.isAlive()).as("%s still talks", thread.getName()).isFalse();
        }
    }

    /** A last life, in which everything that is not answered yet is sent until it is, and the log is read. */
    private History settle() throws Exception {
        publications.endAfter(MORE_AT_THE_END);
        try (MaruProcess maru = MaruProcess.start(data, OPTIONS)) {
            join(talk(maru.ws("/chat/kill")));
            List<Entry> log = new ArrayList<>();
            long head = read(maru.ws("/chat/kill"), log);
            List<List<Entry>> views = publishers.stream().map(Publisher::view).toList();
            return publications.history(publishers.get(0).author(), views, log, head);
        }
    }

    /** Reads the whole room as a stranger would and gives the head that it was told. */
    private static long read(URI room, List<Entry> log) throws Exception {
        try (WireSocket socket = WireSocket.connect(room)) {
            socket.send("{\"type\":\"hello\",\"after\":{\"n\":0}}");
            long head = 0;
            while (true) {
                for (JsonValue value : Publisher.array(socket.read())) {
                    JsonObject object = value.asJsonObject();
                    switch (object.getString("type")) {
                        case "welcome" -> head = object.getInt("head");
                        case "message" -> log.add(Publisher.entry(object));
                        case "caughtUp" -> {
                            return head;
                        }
                        case "presence" -> {}
                        default -> throw new AssertionError("a reader was told " + object);
                    }
                }
            }
        }
    }

    private void report(History history) {
        List<Long> sorted = firstAckMillis.stream().sorted().toList();
        System.out.printf(
                "KillIT: %d kills, %d acks, %d unknown outcomes, %d duplicates answered, %d entries;"
                        + " in flight at a kill %d to %d;"
                        + " start of the process to first ack %d ms (median), %d ms (longest)%n",
                inFlight.size(),
                history.acks().size(),
                publications.unknownOutcomes(),
                publications.duplicates(),
                history.log().size(),
                inFlight.stream().mapToInt(Integer::intValue).min().orElse(0),
                inFlight.stream().mapToInt(Integer::intValue).max().orElse(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}
