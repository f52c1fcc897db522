package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a cluster of a million connections would need, worked out from what was measured on one machine. Immutable.
 *
 * @param results of {@code nodes} and {@code idle}; without both nothing is written
 */
record Million(List<Result> results) {
    private static final int CONNECTIONS = 1_000_000;
    private static final int ROOM_MEMBERS = 20;
    private static final int SECONDS_BETWEEN = 60;
    private static final int NODES = 20;

    /** Of the one thread that runs Redis's commands: beyond, queues grow. */
    private static final double REDIS_SHARE_MAX = 0.7;

    private static final int NODES_MEASURED = 3;
    private static final double MICROS = 1e6;
    private static final double GB = 1e9;

    /** What a message costs, by the number of nodes that have members of its room. */
    private record Line(List<Double> micros) {
        double each() {
            return Math.max(0, (micros.get(NODES_MEASURED - 1) - micros.get(0)) / (NODES_MEASURED - 1));
        }

        double at(double nodes) {
            double mean =
                    micros.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            return mean + each() * (nodes - (NODES_MEASURED + 1) / 2.0);
        }

        String measured() {
            return String.join(", ", micros.stream().map(Figures::digits).toList()) + " µs on 1, 2 and 3 nodes";
        }
    }

    void write(Markdown page) {
        Optional<Line> redis = line("acksPerRedisCpuSecond");
        Optional<Line> maru = line("acksPerMaruCpuSecond");
        Optional<Double> bytes = result("idle")
                .flatMap(result -> result.peer("maru"))
                .flatMap(peer -> peer.spread("bytesPerConnection"))
                .map(Spread::median);
        if (redis.isEmpty() || maru.isEmpty() || bytes.isEmpty()) {
            return;
        }
        page.heading(2, "A cluster of 1 million connections: the arithmetic");
        page.paragraph("Worked out, not measured: 1,000,000 connections on " + NODES + " nodes, in rooms of "
                + ROOM_MEMBERS + " whose members came to any node by chance, each saying something every "
                + SECONDS_BETWEEN
                + " s. Every node that has members of a room reads its entries itself, once for all of"
                + " them; so what a message costs grows with the nodes that its room is on, and that line is drawn on"
                + " from the medians of `nodes`.");
        page.table(2, List.of("what", "from what", "for 1 million"), rows(redis.get(), maru.get(), bytes.get()));
        page.paragraph("What bounds it is the thread that runs Redis's commands, and before it the fsync that every"
                + " way to Redis and back waits for; processor time knows nothing of that wait. Where more than one"
                + " Redis is needed, a Redis Cluster spreads the rooms over them; one room is always on one. A load"
                + " balancer that sends a room's members to one node makes a message cost what it costs on 1 node.");
    }

    private static List<List<String>> rows(Line redis, Line maru, double bytes) {
        double messages = CONNECTIONS / (double) SECONDS_BETWEEN;
        double spread = NODES * (1 - Math.pow(1 - 1.0 / NODES, ROOM_MEMBERS));
        double redisCores = messages * redis.at(spread) / MICROS;
        double maruCores = messages * maru.at(spread) / MICROS;
        return List.of(
                List.of(
                        "messages and deliveries",
                        "1,000,000 ÷ " + SECONDS_BETWEEN + " s, each to " + ROOM_MEMBERS,
                        Figures.whole(messages) + "/s, " + Figures.whole(messages * ROOM_MEMBERS) + "/s"),
                List.of(
                        "nodes that a room is on",
                        NODES + " × (1 − (1 − 1/" + NODES + ")^" + ROOM_MEMBERS + ")",
                        Figures.digits(spread)),
                List.of(
                        "memory of connections",
                        Figures.digits(bytes / 1000) + " kB each (`idle`)",
                        Figures.digits(CONNECTIONS * bytes / GB) + " GB, "
                                + Figures.digits(CONNECTIONS / NODES * bytes / GB) + " GB for each node"),
                List.of(
                        "Maru's processors",
                        "a message: " + maru.measured() + ", " + Figures.digits(maru.at(spread)) + " µs here",
                        Figures.digits(maruCores) + " cores, " + Figures.digits(maruCores / NODES) + " for each node"),
                List.of(
                        "Redis",
                        "a message: " + redis.measured() + ", " + Figures.digits(redis.at(spread)) + " µs here",
                        Figures.digits(redisCores) + " cores, so "
                                + Figures.whole(Math.ceil(redisCores / REDIS_SHARE_MAX)) + " Redis at "
                                + REDIS_SHARE_MAX + " of one each"));
    }

    private Optional<Line> line(String key) {
        List<Double> micros = new ArrayList<>();
        IntStream.rangeClosed(1, NODES_MEASURED)
                .forEach(nodes -> result("nodes")
                        .flatMap(result -> result.peer("maru-" + nodes + (nodes == 1 ? "-node" : "-nodes")))
                        .flatMap(peer -> peer.spread(key))
                        .filter(spread -> spread.median() > 0)
                        .ifPresent(spread -> micros.add(MICROS / spread.median())));
        return micros.size() == NODES_MEASURED ? Optional.of(new Line(micros)) : Optional.empty();
    }

    private Optional<Result> result(String work) {
        return results.stream().filter(result -> result.name().equals(work)).findFirst();
    }
}
