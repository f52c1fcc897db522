package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which of a work's numbers are shown, and in which order. A work that is not known here is shown by the first number
 * that is known to matter.
 *
 * @param drawn those in the picture; the last is the one by which peers are ordered and compared
 */
record Shown(List<String> drawn, List<String> columns) {
    private static final Map<String, List<String>> DRAWN = Map.of(
            "latency", List.of("p50Ms", "p99Ms"),
            "saturation", List.of("p50Ms", "p99Ms"),
            "publish-one", List.of("p50Ms", "p99Ms"),
            "slow", List.of("calmP99Ms", "p99Ms"),
            "resume", List.of("caughtUpSeconds"),
            "churn", List.of("heapGrowthBytes"),
            "growth", List.of("growthMembers"),
            "servers", List.of("fanoutDeliveriesPerServerCpuSecond"),
            "nodes", List.of("acksPerRedisCpuSecond"),
            "nodes-paced", List.of("tenthAcrossP99Ms"));

    private static final List<String> FIRST = List.of(
            "deliveriesPerServerCpuSecond",
            "acksPerSecond",
            "acksPerRedisCpuSecond",
            "acksPerMaruCpuSecond",
            "redisCores",
            "maruCores",
            "bytesPerConnection",
            "caughtUpSeconds",
            "deliveriesPerSecond",
            "p50Ms",
            "p99Ms",
            "maxMs",
            "calmP99Ms",
            "probeP99Ms",
            "heapGrowthBytes",
            "lostOnResume",
            "growthMembers",
            "growthRooms",
            "rssBytes",
            "rssPeakBytes",
            "bytesPerRoom",
            "roomsStillOpen");

    /** Kept in the JSON, but no reader's concern: the settings of the window, and what other columns are made of. */
    private static final List<String> BEHIND =
            List.of("deliveries", "seconds", "serverCpuSeconds", "clientCpuSeconds", "publishers");

    private static final List<String> RISING = List.of("PerSecond", "CpuSecond");

    static Shown of(Result result) {
        List<String> keys = result.peers().stream()
                .flatMap(peer -> peer.keys().stream())
                .distinct()
                .toList();
        List<String> drawn = DRAWN.getOrDefault(result.work(), List.of());
        if (drawn.isEmpty() || !keys.containsAll(drawn)) {
            drawn = Stream.concat(FIRST.stream(), keys.stream())
                    .filter(keys::contains)
                    .limit(1)
                    .toList();
        }
        List<String> columns = new ArrayList<>();
        Stream.of(drawn, FIRST, keys)
                .flatMap(List::stream)
                .filter(keys::contains)
                .filter(key -> !BEHIND.contains(key))
                .distinct()
                .forEach(columns::add);
        return new Shown(drawn, columns);
    }

    String main() {
        return drawn.isEmpty() ? "" : drawn.get(drawn.size() - 1);
    }

    boolean isMoreBetter() {
        return RISING.stream().anyMatch(main()::endsWith);
    }

    /** Those with a run that counts, the best first. */
    List<PeerRuns> ranked(Result result) {
        Comparator<PeerRuns> byMedian = Comparator.comparing(
                peer -> peer.spread(main()).map(Spread::median).orElse(0.0));
        return result.peers().stream()
                .filter(peer -> peer.spread(main()).isPresent())
                .filter(peer ->
                        result.peer(peer.name()).filter(first -> first == peer).isPresent())
                .sorted(isMoreBetter() ? byMedian.reversed() : byMedian)
                .toList();
    }
}
