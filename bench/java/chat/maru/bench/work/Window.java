package chat.maru.bench.work;

import chat.maru.bench.ServerProcess;
import chat.maru.bench.ServerUse;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.Tally;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The measured part of a run. Opened and closed by the thread that is the generator's loop. */
final class Window {
    /** Of one core: what the generator may use before it is said to have held up the server. */
    private static final double SATURATED = 0.9;

    /** What a run must not have. */
    static final List<String> WRONG = List.of("missing", "doubled", "reordered");

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_MS = 1e3;
    private static final double P50 = 50;
    private static final double P99 = 99;

    private final ServerProcess server;
    private final Crowd crowd;
    private final ServerUse before;
    private final long cpuBefore;
    private ServerUse after;
    private long cpuAfter;

    private Window(ServerProcess server, Crowd crowd) {
        this.server = server;
        this.crowd = crowd;
        before = server.use();
        after = before;
        crowd.openWindow();
        cpuBefore = ownCpu();
    }

    static Window open(ServerProcess server, Crowd crowd) {
        return new Window(server, crowd);
    }

    void close() {
        cpuAfter = ownCpu();
        crowd.closeWindow();
        after = server.use();
    }

    private static long ownCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** To be asked when everything has come, or will not. */
    Map<String, Object> numbers() {
        Tally tally = crowd.tally();
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        double clientCpu = (cpuAfter - cpuBefore) / NANOS_PER_SECOND;
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("deliveries", tally.deliveries());
        numbers.put("seconds", tally.seconds());
        numbers.put("deliveriesPerSecond", Math.round(tally.deliveries() / tally.seconds()));
        numbers.put("serverCpuSeconds", cpu);
        numbers.put("deliveriesPerServerCpuSecond", cpu > 0 ? Math.round(tally.deliveries() / cpu) : 0L);
        numbers.put("clientCpuSeconds", clientCpu);
        numbers.put("clientSaturated", clientCpu > SATURATED * tally.seconds());
        latencies(tally.latencies(), numbers);
        numbers.put("rssBytes", before.rssBytes());
        numbers.put("rssPeakBytes", after.rssPeakBytes());
        wrong(numbers, crowd);
        return numbers;
    }

    /** Adds what a run must not have, lest it does not count. */
    static void wrong(Map<String, Object> numbers, Crowd... crowds) {
        long missing = 0;
        long doubled = 0;
        long reordered = 0;
        for (Crowd each : crowds) {
            missing += each.missing();
            doubled += each.tally().doubledCount() + each.tally().strayCount();
            reordered += each.tally().reorderedCount();
        }
        numbers.put("missing", missing);
        numbers.put("doubled", doubled);
        numbers.put("reordered", reordered);
    }

    /** Adds what another part of the same run must not have either. */
    static void addWrong(Map<String, Object> numbers, Map<String, Object> part) {
        for (String wrong : WRONG) {
            numbers.merge(wrong, part.getOrDefault(wrong, 0L), (a, b) -> (Long) a + (Long) b);
        }
    }

    /** Adds how busy the generator was in another part of the same run; one part that it held up holds up the run. */
    static void addGenerator(Map<String, Object> numbers, Map<String, Object> part) {
        numbers.put("seconds", number(numbers, "seconds") + number(part, "seconds"));
        numbers.put("clientCpuSeconds", number(numbers, "clientCpuSeconds") + number(part, "clientCpuSeconds"));
        numbers.merge(
                "clientSaturated", part.getOrDefault("clientSaturated", false), (a, b) -> (Boolean) a || (Boolean) b);
    }

    /** Takes some of another part's numbers over, by names that begin with {@code prefix}. */
    static void keep(Map<String, Object> numbers, String prefix, Map<String, Object> part, List<String> keys) {
        for (String key : keys) {
            Object value = part.get(key);
            if (value != null) {
                numbers.put(
                        prefix.isEmpty() ? key : prefix + Character.toUpperCase(key.charAt(0)) + key.substring(1),
                        value);
            }
        }
    }

    static double number(Map<String, Object> of, String name) {
        return of.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** In microseconds. */
    static void latencies(Histogram latencies, Map<String, Object> numbers) {
        if (latencies.getTotalCount() == 0) {
            return;
        }
        numbers.put("p50Ms", latencies.getValueAtPercentile(P50) / MICROS_PER_MS);
        numbers.put("p99Ms", latencies.getValueAtPercentile(P99) / MICROS_PER_MS);
        numbers.put("maxMs", latencies.getMaxValue() / MICROS_PER_MS);
    }
}
