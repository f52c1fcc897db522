package chat.maru.resume;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.FaultyLogStore;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.resume.Cuts.Cut;
import chat.maru.resume.RoomHistory.Answer;
import chat.maru.support.EmbeddedMaru;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twenty members of one room talk while connections are cut in every way, and nobody misses or doubles a thing. */
class ResumeMatrixTest {
    private static final int CUTS = Integer.getInteger("maru.test.cuts", 150);
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int MEMBERS = 20;
    private static final int RESTARTS_MIN = 3;
    private static final int CUTS_PER_RESTART = 100;
    private static final int RING_ENTRIES = 12;
    private static final int CUTS_OF_A_BROKEN_LOG = 40;
    private static final long DEADLINE_SECONDS = 600;

    @TempDir
    Path data;

    private final List<Wanderer> members = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch settled = new CountDownLatch(MEMBERS);

    @Test
    void whateverIsCutNobodyMissesDoublesOrReordersAnything() throws Exception {
        long start = System.nanoTime();
        try (MovingServer server = MovingServer.start(data)) {
            Cuts cuts = new Cuts(server.proxy(), CUTS);
            talk(server, cuts, false);
            int restarts = Math.max(RESTARTS_MIN, CUTS / CUTS_PER_RESTART);
            for (int i = 1; i <= restarts; i++) {
                cuts.awaitTotal(CUTS * i / (restarts + 1));
                server.restart();
                cuts.count(Cut.RESTART);
            }
            RoomHistory history = history(server);
            report("kept on disk", start, cuts, history);
            assertThat(cuts.unexpected()).isEmpty();
            assertThat(history.violations()).isEmpty();
            assertThat(history.first()).isEqualTo(1);
            assertThat(gaps(history)).isZero();
            assertThat(cuts.total()).isGreaterThanOrEqualTo(CUTS);
            assertThat(cuts.counts().values()).allMatch(count -> count > 0);
        }
    }

    @Test
    void inARoomThatForgetsEveryGapIsTold() throws Exception {
        long start = System.nanoTime();
        EmbeddedMaru maru =
                EmbeddedMaru.start(new MemoryLogStore(RING_ENTRIES, 1 << 24, Clock.systemUTC()), Frames.NO_HEARTBEAT);
        try (MovingServer server = MovingServer.at(maru)) {
            Cuts cuts = new Cuts(server.proxy(), CUTS);
            talk(server, cuts, true);
            RoomHistory history = history(server);
            report("kept in a ring of " + RING_ENTRIES, start, cuts, history);
            assertThat(cuts.unexpected()).isEmpty();
            assertThat(history.violations()).isEmpty();
            assertThat(gaps(history)).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(FaultyLogStore.Fault.class)
    void aLogThatIsBrokenIsFound(FaultyLogStore.Fault fault) throws Exception {
        LogStore sound = new MemoryLogStore(1 << 16, 1 << 26, Clock.systemUTC());
        try (MovingServer server =
                MovingServer.at(EmbeddedMaru.start(new FaultyLogStore(sound, fault), Frames.NO_HEARTBEAT))) {
            Cuts cuts = new Cuts(server.proxy(), CUTS_OF_A_BROKEN_LOG);
            talk(server, cuts, true);
            assertThat(history(server).violations())
                    .as("%s, seed %d", fault, SEED)
                    .isNotEmpty();
        }
    }

    private void talk(MovingServer server, Cuts cuts, boolean gaps) {
        for (int i = 0; i < MEMBERS; i++) {
            Wanderer member = new Wanderer(server, cuts, settled, SEED + i, gaps);
            Thread thread = new Thread(member, "wanderer-" + i);
            thread.setDaemon(true);
            thread.start();
            members.add(member);
            threads.add(thread);
        }
    }

    private RoomHistory history(MovingServer server) throws Exception {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            assertThat(thread.isAlive()).as("%s still talks", thread.getName()).isFalse();
        }
        Map<String, List<Command>> sent = new HashMap<>();
        List<Answer> answers = new ArrayList<>();
        List<List<Sight>> views = new ArrayList<>();
        for (Wanderer member : members) {
            sent.put(member.diary().author, member.diary().sent());
            answers.addAll(member.diary().answers());
            views.add(member.diary().view());
        }
        Frames.Room room = Frames.read(server.room());
        return new RoomHistory(sent, answers, views, room.log(), room.first(), room.head());
    }

    private static long gaps(RoomHistory history) {
        return history.views().stream()
                .flatMap(List::stream)
                .filter(Sight.Gap.class::isInstance)
                .count();
    }

    private static void report(String what, long start, Cuts cuts, RoomHistory history) {
        System.out.printf(
                "ResumeMatrixTest, %s: seed %d, %d members, %d cuts %s, %d entries, %d answers of which %d duplicates,"
                        + " %d sights, %d gaps told, %d ms%n",
                what,
                SEED,
                MEMBERS,
                cuts.total(),
                cuts.counts(),
                history.head(),
                history.answers().size(),
                history.answers().stream().filter(Answer::duplicate).count(),
                history.views().stream().mapToInt(List::size).sum(),
                gaps(history),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
