package chat.maru.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What a key of a run means.
 *
 * @param title with its unit, for the head of a table
 * @param unit short, or empty
 * @param divisor from what is written to the unit
 */
record Quantity(String key, String title, String unit, double divisor) {
    private static final double MIB = 1 << 20;
    private static final double KB = 1000;

    private static final List<String> PER_CONNECTION = List.of("bytesPerConnection", "heapBytesPerConnection");

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("deliveriesPerServerCpuSecond", "deliveries per server-CPU-second"),
            Map.entry("deliveriesPerSecond", "deliveries/s"),
            Map.entry("acksPerSecond", "acknowledged/s"),
            Map.entry("p50Ms", "p50"),
            Map.entry("p99Ms", "p99"),
            Map.entry("maxMs", "max"),
            Map.entry("calmP99Ms", "p99 when calm"),
            Map.entry("probeP99Ms", "p99 of the bare fsync"),
            Map.entry("rssBytes", "memory when connected"),
            Map.entry("rssPeakBytes", "memory at most"),
            Map.entry("heapGrowthBytes", "growth of the heap"),
            Map.entry("bytesPerConnection", "memory per connection"),
            Map.entry("lostOnResume", "lost on resume"),
            Map.entry("caughtUpSeconds", "all caught up after"),
            Map.entry("serverCpuSeconds", "server's CPU"),
            Map.entry("clientCpuSeconds", "generator's CPU"),
            Map.entry("growthMembers", "dearest size of room to 10 members"),
            Map.entry("growthRooms", "dearest number of rooms to 1"),
            Map.entry("bytesPerRoom", "growth for each room, in bytes"),
            Map.entry("heapBytesPerConnection", "live heap per connection"),
            Map.entry("emptyRssBytes", "memory of the empty server"),
            Map.entry("readySeconds", "ready after"),
            Map.entry("readyCpuSeconds", "CPU until ready"),
            Map.entry("serverJars", "jars of the server"),
            Map.entry("serverJarBytes", "their size"),
            Map.entry("roomsDeliveriesPerServerCpuSecond", "rooms: deliveries per server-CPU-second"),
            Map.entry("fanoutDeliveriesPerServerCpuSecond", "fan-out: deliveries per server-CPU-second"),
            Map.entry("fanoutDeliveriesPerSecond", "fan-out: deliveries/s"),
            Map.entry("acksPerServerCpuSecond", "acknowledged per server-CPU-second"),
            Map.entry("acksPerRedisCpuSecond", "acknowledged per Redis-CPU-second"),
            Map.entry("acksPerMaruCpuSecond", "acknowledged per Maru-CPU-second"),
            Map.entry("redisCores", "cores that Redis used"),
            Map.entry("maruCores", "cores that Maru used"),
            Map.entry("ackP99Ms", "p99 of an ack"),
            Map.entry("acrossP99Ms", "p99 to another node"),
            Map.entry("tenthAcrossP99Ms", "at a tenth: p99 to another node"),
            Map.entry("tenthAckP99Ms", "at a tenth: p99 of an ack"),
            Map.entry("busyAcksPerSecond", "one busy room: acknowledged/s"),
            Map.entry("busyAcksPerRedisCpuSecond", "one busy room: acknowledged per Redis-CPU-second"),
            Map.entry("busyAckP99Ms", "one busy room: p99 of an ack"));

    static Quantity of(String key) {
        if (PER_CONNECTION.contains(key)) {
            return of(key, "", "kB", KB);
        }
        if (key.endsWith("Bytes")) {
            return of(key, "Bytes", "MiB", MIB);
        }
        if (key.endsWith("Ms")) {
            return of(key, "Ms", "ms", 1);
        }
        if (key.startsWith("cpuMicros")) {
            return new Quantity(key, key.replaceFirst("\\D+(\\d+)x(\\d+)$", "$1 × $2"), "µs", 1);
        }
        return key.endsWith("Seconds") ? of(key, "Seconds", "s", 1) : of(key, "", "", 1);
    }

    private static Quantity of(String key, String ending, String unit, double divisor) {
        String name = TITLES.getOrDefault(key, Words.spoken(key.substring(0, key.length() - ending.length())));
        return new Quantity(key, name, unit, divisor);
    }

    /** For the head of a table, or under an axis. */
    String heading() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    Spread in(Spread spread) {
        return new Spread(spread.median() / divisor, spread.min() / divisor, spread.max() / divisor, spread.runs());
    }
}
