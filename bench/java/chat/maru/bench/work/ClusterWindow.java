package chat.maru.bench.work;

import chat.maru.bench.load.Acks;
import chat.maru.bench.load.Crowd;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The measured part of a run on several nodes: processor time of the nodes beside that of their Redis, acks beside
 * deliveries. Opened and closed by the thread that is the generator's loop.
 */
final class ClusterWindow {
    private static final double P99 = 99;
    private static final double MICROS_PER_MS = 1e3;

    private final RunningNodes nodes;
    private final Crowd crowd;
    private final Acks acks;
    private final double nodesCpuBefore;
    private final Window redis;
    private double nodesCpuAfter;

    private ClusterWindow(RunningNodes nodes, Crowd crowd, Acks acks) {
        this.nodes = nodes;
        this.crowd = crowd;
        this.acks = acks;
        nodesCpuBefore = nodes.cpuSeconds();
        redis = Window.open(nodes.redis(), crowd);
    }

    static ClusterWindow open(RunningNodes nodes, Crowd crowd, Acks acks) {
        return new ClusterWindow(nodes, crowd, acks);
    }

    void close() {
        redis.close();
        nodesCpuAfter = nodes.cpuSeconds();
    }

    /** To be asked when everything has come, or will not. */
    Map<String, Object> numbers() {
        Map<String, Object> of = redis.numbers();
        double redisCpu = Window.number(of, "serverCpuSeconds");
        double maruCpu = nodesCpuAfter - nodesCpuBefore;
        double seconds = Window.number(of, "seconds");
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("acksPerSecond", Math.round(acks.count() / seconds));
        numbers.put("acksPerRedisCpuSecond", redisCpu > 0 ? Math.round(acks.count() / redisCpu) : 0L);
        numbers.put("acksPerMaruCpuSecond", maruCpu > 0 ? Math.round(acks.count() / maruCpu) : 0L);
        numbers.put("redisCores", redisCpu / seconds);
        numbers.put("maruCores", maruCpu / seconds);
        numbers.putAll(of);
        numbers.keySet().removeIf(key -> key.contains("erverCpuSecond") || key.startsWith("rss"));
        quantile("ackP99Ms", acks.latencies(), numbers);
        quantile("acrossP99Ms", crowd.tally().across(), numbers);
        numbers.put("missing", crowd.missing() + crowd.unacked());
        numbers.merge("doubled", acks.doubledCount(), (a, b) -> (Long) a + (Long) b);
        return numbers;
    }

    private static void quantile(String name, Histogram of, Map<String, Object> numbers) {
        if (of.getTotalCount() > 0) {
            numbers.put(name, of.getValueAtPercentile(P99) / MICROS_PER_MS);
        }
    }
}
