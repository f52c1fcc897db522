package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.FloodProcess;
import chat.maru.support.Jcmd;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A room of twenty, and the limits as they are delivered, while one client sends 5,000 messages a second, 500
 * handshakes a second come, and 500 sockets say nothing.
 *
 * <p>Timing decides nothing here but by a deadline. What the flood costs the others is printed; to measure it, on a
 * machine that does nothing else: {@code mvn verify -Dit.test=FloodIT -Dmaru.test.floods=7}, which floods seven times,
 * each after a calm time, and prints the medians.
 */
class FloodIT {
    private static final int ROUNDS = Integer.getInteger("maru.test.floods", 1);

    /** To measure, the attackers are given what the others leave, since they do not share the server's cores. */
    private static final int NICENESS = ROUNDS > 1 ? 19 : 0;

    private static final int REGULARS = 20;
    private static final int ADDRESSES = 4;
    private static final int CALM_SECONDS = 6;
    private static final int FLOOD_SECONDS = 12;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final double GOAL = 1.5;
    private static final int DEADLINE_FACTOR = 10;

    /** Ten seconds are for the hello; ten times that on however busy a machine. */
    private static final long CUT_MILLIS_MAX = 100_000;

    private static final long SILENT_MIN = 100;

    /** What nobody waits longer for on however busy a machine. */
    private static final double DEADLINE_MILLIS = 10_000;

    private static final int BURST = 40;
    private static final int PER_SECOND = 20;
    private static final int LINES_MAX = 300;
    private static final String CONNECTION = "chat.maru.endpoint.Connection";

    @TempDir
    Path data;

    private final List<Regular> regulars = new ArrayList<>();
    private ProcessHandle server;
    private int said;

    @Test
    void whoFloodsIsHeldAndNobodyElseMeetsWithAnyTrouble() throws IOException {
        try (MaruProcess maru = MaruProcess.startAsDelivered(
                        data, "-Xmx512m", "-XX:+UseSerialGC", "-Dmaru.guests=true", "-Dmaru.proxies=127.0.0.1");
                FloodProcess flood = new FloodProcess(maru.ws("/chat/flood"), NICENESS)) {
            URI room = maru.ws("/chat/flood");
            server = ProcessHandle.of(maru.pid()).orElseThrow();
            for (int i = 0; i < REGULARS; i++) {
                regulars.add(new Regular(room, i, "203.0.113." + (1 + i % ADDRESSES)));
            }
            regulars.forEach(Regular::awaitIn);
            talk(0, CALM_SECONDS / 2);
            List<Double> calm = new ArrayList<>();
            List<Double> flooded = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                calm.add(p99(2 * round, talk(2 * round, CALM_SECONDS)));
                long begun = System.nanoTime();
                long others = regulars.get(0).ofOthers();
                flood.on();
                flooded.add(p99(2 * round + 1, talk(2 * round + 1, FLOOD_SECONDS)));
                Map<String, Long> tally = flood.off();
                System.out.printf("FloodIT: %s%n", tally);
                assertHeld(tally);
                assertPaced(tally.get("acked"), others, System.nanoTime() - begun);
            }
            judge(calm, flooded);
            assertAsBefore(maru);
            assertTold(maru.output());
        } finally {
            for (Regular regular : regulars) {
                regular.close();
            }
        }
    }

    /** Each in turn says something, by a timetable that waits for nobody. Returns when everybody has heard it all. */
    private int talk(int phase, int seconds) throws IOException {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        long count = TimeUnit.SECONDS.toNanos(seconds) / PERIOD_NANOS;
        for (int i = 0; i < count; i++) {
            long meant = start + i * PERIOD_NANOS;
            for (long wait = meant - System.nanoTime(); wait > 0; wait = meant - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            regulars.get(said++ % REGULARS).say(phase, meant);
        }
        for (Regular regular : regulars) {
            regular.awaitHeard(said);
        }
        assertThat(regulars).flatExtracting(Regular::troubles).isEmpty();
        System.out.printf(
                "FloodIT: phase %d: the server took %.0f %% of a core%n",
                phase, 100.0 * (cpuNanos() - cpu) / (System.nanoTime() - start));
        return (int) count;
    }

    private long cpuNanos() {
        return server.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private double p99(int phase, int count) {
        List<Long> delays = regulars.stream()
                .flatMap(regular -> regular.delays(phase).stream())
                .sorted()
                .toList();
        assertThat(delays).hasSize(count * REGULARS);
        double p99 = delays.get((int) (delays.size() * 0.99)) / 1e6;
        System.out.printf(
                "FloodIT: %s, %d deliveries: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                phase % 2 == 0 ? "calm" : "flood",
                delays.size(),
                delays.get(delays.size() / 2) / 1e6,
                p99,
                delays.get(delays.size() - 1) / 1e6);
        return p99;
    }

    private void assertHeld(Map<String, Long> tally) {
        assertThat(tally).containsEntry("withoutRetry", 0L);
        assertThat(tally.get("tooFast")).isPositive();
        assertThat(tally.get("cut4029")).isPositive();
        assertThat(tally).containsEntry("endedOtherwise", 0L);
        assertThat(tally.get("refused429")).isPositive();
        assertThat(tally).containsEntry("answeredOtherwise", 0L);
        // 500 where the machine can open so many before the first are cut off.
        assertThat(tally.get("most")).isBetween(SILENT_MIN, 500L);
        assertThat(tally.get("cut4011")).isGreaterThanOrEqualTo(SILENT_MIN);
        assertThat(tally).containsEntry("cutOtherwise", 0L);
        assertThat(tally.get("slowestCutMs")).isLessThanOrEqualTo(CUT_MILLIS_MAX);
        assertThat(tally.get("slowestEndMs")).isLessThanOrEqualTo(CUT_MILLIS_MAX);
        assertThat(tally).containsEntry("stillOpen", 0L);
    }

    /** What the client that shouts got through is what its identity's bucket gives, and everybody got all of that. */
    private void assertPaced(long acked, long before, long nanos) {
        long most = BURST + (long) Math.ceil(nanos / 1e9 * PER_SECOND);
        assertThat(acked).isBetween(1L, most);
        assertThat(regulars)
                .allSatisfy(regular -> assertThat(regular.ofOthers() - before).isBetween(acked, most));
        assertThat(regulars)
                .extracting(Regular::position)
                .containsOnly(regulars.get(0).position());
    }

    /** A flood is in the log, and the log is not flooded. */
    private static void assertTold(String log) {
        assertThat(log)
                .contains("refused a handshake, too many of its address; user none, address 198.51.100.10")
                .contains("closed with 4029 tooManyRefusals; user g:", ", address 198.51.100.66, origin none")
                .contains("closed with 4011 noHello; user none, address 192.0.2.1, origin none")
                .containsPattern("again \\d{3,} times: refused a handshake, too many of its address");
        System.out.printf("FloodIT: lines of the log: %d%n", log.lines().count());
        assertThat(log.lines().count()).isLessThan(LINES_MAX * ROUNDS);
    }

    private static void judge(List<Double> calm, List<Double> flooded) {
        double before = median(calm);
        double during = median(flooded);
        System.out.printf(
                "FloodIT: medians of %d rounds: p99 calm %.1f ms, flood %.1f ms, ratio %.2f (goal: at most %.1f)%n",
                calm.size(), before, during, during / before, GOAL);
        double deadline = Math.max(DEADLINE_FACTOR * GOAL * before, DEADLINE_MILLIS);
        assertThat(during).isLessThanOrEqualTo(deadline);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void assertAsBefore(MaruProcess maru) throws IOException {
        assertThat(new Jcmd(maru.pid()).instances(CONNECTION)).isEqualTo(REGULARS);
        assertThat(RawHttp.get(maru.http("/"), "/health/ready").status()).isEqualTo(200);
    }
}
