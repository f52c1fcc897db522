package chat.maru.bench.report;

import static chat.maru.bench.report.Bound.above;
import static chat.maru.bench.report.Bound.atLeast;
import static chat.maru.bench.report.Bound.atMost;

import java.util.List;
import java.util.stream.Stream;

/** All goals, in the order in which they are shown. */
final class Goals {
    private static final String PER_CPU = "deliveriesPerServerCpuSecond";
    private static final String PER_SECOND = "deliveriesPerSecond";
    private static final String P99 = "p99Ms";
    private static final String CLUSTER = "maru-2-nodes";
    private static final String CALM = "calmP99Ms";

    private Goals() {}

    static List<Goal> all() {
        return Stream.of(
                        fanOut(),
                        saturation(),
                        plain(),
                        rooms(),
                        latency(),
                        publish(),
                        idle(),
                        troubled(),
                        growth(),
                        nodes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Goal> fanOut() {
        return Stream.of(
                        Goal.of("fanout", "deliveries per server-CPU-second", Measure.of("maru", PER_CPU))
                                .must(atLeast(300_000))
                                .aim(atLeast(500_000)),
                        perCpu("fanout", "maru", "nchan").must(above(1)),
                        perCpu("fanout", "maru", "socketio").must(atLeast(3.5)),
                        perCpu("fanout", "maru", "channels").must(atLeast(100)),
                        perCpu("fanout", "maru", "limit").must(atLeast(0.4)).aim(atLeast(0.7)))
                .map(goal -> goal.with("rooms", 1).with("membersPerRoom", 1000))
                .toList();
    }

    private static Goal perCpu(String work, String peer, String to) {
        return Goal.of(work, "deliveries per server-CPU-second, to " + to, Measure.ratio(peer, to, PER_CPU));
    }

    private static List<Goal> saturation() {
        return List.of(held(2000).must(atMost(100)), held(4000).aim(atMost(100)));
    }

    /** Latency counts from the timetable: where the rate was not held, the quantile says so. */
    private static Goal held(int rate) {
        Measure p99 = Measure.of("maru", P99);
        Measure withRate = new Measure(
                p99.unit(),
                p99.peers(),
                p99.seen(),
                (result, peer) -> peer.spread(PER_SECOND)
                        .map(seen -> Figures.spread(seen) + " deliveries/s")
                        .orElse(""));
        return Goal.of("saturation", "p99 at " + Figures.whole(rate) + " messages/s, in each of two runs", withRate)
                .withAtLeast("messagesPerSecond", rate)
                .with("membersPerRoom", 1000)
                .inEachOf(2);
    }

    private static List<Goal> plain() {
        return Stream.of(
                        perCpu("fanout-plain", "maru-plain", "socketio").must(above(1)),
                        perCpu("fanout-plain", "maru-plain", "ws").must(above(1)),
                        perCpu("fanout-plain", "maru-plain", "nchan").aim(above(1)))
                .map(goal -> goal.orIn("fanout").with("rooms", 1).with("membersPerRoom", 1000))
                .toList();
    }

    private static List<Goal> rooms() {
        return Stream.of(
                        perCpu("rooms", "maru", "socketio").must(above(1)),
                        perCpu("rooms", "maru", "spring-stomp").must(atLeast(2)),
                        perCpu("rooms", "maru", "ws").aim(above(1)),
                        perCpu("rooms", "maru", "nchan").aim(above(1)))
                .map(goal -> goal.with("rooms", 500).with("membersPerRoom", 10))
                .toList();
    }

    private static List<Goal> latency() {
        return Stream.of(
                        Goal.of("latency", "p99, to socketio", Measure.ratio("maru", "socketio", P99))
                                .must(atMost(1)),
                        Goal.of("latency", "p99, to ws", Measure.ratio("maru", "ws", P99))
                                .aim(atMost(1)))
                .map(goal -> goal.with("membersPerRoom", 200).with("messagesPerSecond", 20))
                .toList();
    }

    private static List<Goal> publish() {
        return List.of(
                Goal.of("publish", "acknowledged publications/s, 64 publishers", Measure.of("maru", "acksPerSecond"))
                        .with("publishers", 64)
                        .must(atLeast(10_000))
                        .aim(atLeast(30_000)),
                Goal.of("publish", "p99, 64 publishers", Measure.of("maru", P99))
                        .with("publishers", 64)
                        .must(atMost(25)),
                Goal.of(
                                "publish-one",
                                "p99 above that of a bare fsync, one publisher",
                                Measure.perRun("maru", "ms", P99, "probeP99Ms", (seen, bare) -> seen - bare))
                        .with("publishers", 1)
                        .must(atMost(2)));
    }

    private static List<Goal> idle() {
        return List.of(Goal.of("idle", "memory per connection", Measure.of("maru", "bytesPerConnection"))
                .withAtLeast("connections", 10_000)
                .must(atMost(30))
                .aim(atMost(15)));
    }

    private static List<Goal> troubled() {
        return List.of(
                Goal.of(
                                "slow",
                                "others' p99, of what it may be (1.2 × the calm one, or 5 ms more)",
                                Measure.perRun(
                                        "maru", "×", P99, CALM, (seen, calm) -> seen / Math.max(1.2 * calm, calm + 5)))
                        .must(atMost(1)),
                Goal.of("slow", "growth of the heap", Measure.of("maru", "heapGrowthBytes"))
                        .must(atMost(64)),
                Goal.of("slow", "messages lost on resume, in each run", Measure.of("maru", "lostOnResume"))
                        .inEachOf(5)
                        .must(atMost(0)),
                Goal.of("churn", "growth of the heap over 7,500 rooms", Measure.of("maru", "heapGrowthBytes"))
                        .withAtLeast("rooms", 10_000)
                        .must(atMost(1)),
                Goal.of("resume", "5,000 members, all caught up", Measure.of("maru", "caughtUpSeconds"))
                        .with("rooms", 50)
                        .with("membersPerRoom", 100)
                        .must(atMost(5))
                        .aim(atMost(2)),
                Goal.of(
                                "resume",
                                "others' p99, to the calm one",
                                Measure.perRun("maru", "×", P99, CALM, (seen, calm) -> seen / calm))
                        .with("rooms", 50)
                        .with("membersPerRoom", 100)
                        .must(atMost(2)));
    }

    private static List<Goal> growth() {
        return List.of(
                Goal.of("growth", "CPU per delivery, dearest of 100 to 5,000 members, to 10", growth("growthMembers"))
                        .must(atMost(1.3)),
                Goal.of("growth", "CPU per delivery, dearest of 10 to 2,000 rooms, to 1", growth("growthRooms"))
                        .must(atMost(1.3)));
    }

    private static List<Goal> nodes() {
        return Stream.of(
                        Goal.of(
                                        "nodes-paced",
                                        "2 nodes, acknowledged of 2,000/s for 60 s, nothing missing, in each run",
                                        Measure.of(CLUSTER, "acksPerSecond"))
                                .withAtLeast("seconds", 60)
                                .inEachOf(5)
                                .must(atLeast(1_990)),
                        Goal.of(
                                        "nodes-paced",
                                        "2 nodes, 200/s: p99 to members at the other node",
                                        Measure.of(CLUSTER, "tenthAcrossP99Ms"))
                                .must(atMost(25)))
                .map(goal -> goal.with("rooms", 200).with("membersPerRoom", 20).with("messagesPerSecond", 2000))
                .toList();
    }

    private static Measure growth(String key) {
        Measure plain = Measure.of("maru", key);
        return new Measure("×", plain.peers(), plain.seen(), plain.remark());
    }
}
