package chat.maru.bench.report;

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
            Map.entry("growthMembers", "5,000 members to 10"),
            Map.entry("growthRooms", "2,000 rooms to 1"));

    static Quantity of(String key) {
        if (key.equals("bytesPerConnection")) {
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
