package chat.maru.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as text. Stateless. */
final class Table {
    private static final double MIB = 1 << 20;
    private static final String ROW = "%-14s %12s %12s %9s %9s %9s %8s %8s %6s";

    /** Of those works that are told in one row; others are told by all their numbers. */
    private static final String PER_CPU = "deliveriesPerServerCpuSecond";

    private Table() {}

    static void print(Collection<Measured> all) {
        System.out.println(String.format(
                Locale.ROOT, ROW, "median", "per CPU s", "per s", "p50 ms", "p99 ms", "max ms", "MiB", "peak", "runs"));
        for (Measured measured : all) {
            long good = measured.runs().stream()
                    .filter(run -> run.get("counts") == Boolean.TRUE)
                    .count();
            String runs = good + "/" + measured.runs().size();
            if (!measured.isIn()) {
                System.out.println(measured.peer().name() + " is left out: " + measured.leftOut());
            } else if (good == 0) {
                System.out.println(measured.peer().name() + ": no run counts, " + runs);
            } else if (!measured.medians().containsKey(PER_CPU)) {
                System.out.println(measured.peer().name() + ": " + measured.medians() + ", " + runs);
            } else {
                System.out.println(row(measured.peer().name(), measured.medians(), runs));
            }
        }
        Ratio.of(List.copyOf(all)).forEach(Table::print);
    }

    private static void print(Ratio ratio) {
        System.out.println(String.format(
                Locale.ROOT,
                "%s / %s, %s: %.2f in the median of the rounds, %.2f to %.2f",
                ratio.of(),
                ratio.to(),
                ratio.key(),
                ratio.median(),
                ratio.min(),
                ratio.max()));
    }

    private static String row(String name, Map<String, Double> of, String runs) {
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                whole(of.getOrDefault(PER_CPU, 0.0)),
                whole(of.getOrDefault("deliveriesPerSecond", 0.0)),
                tenths(of.getOrDefault("p50Ms", 0.0)),
                tenths(of.getOrDefault("p99Ms", 0.0)),
                tenths(of.getOrDefault("maxMs", 0.0)),
                whole(of.getOrDefault("rssBytes", 0.0) / MIB),
                whole(of.getOrDefault("rssPeakBytes", 0.0) / MIB),
                runs);
    }

    /** A run in one line. */
    static String line(Map<String, Object> run) {
        if (!run.containsKey(PER_CPU)) {
            return run.toString();
        }
        return String.format(
                Locale.ROOT,
                "%s per CPU s, %s/s, p50 %s p99 %s max %s ms, CPU %.2f + %.2f s, %s to %s MiB%s%s",
                whole(Measured.number(run, PER_CPU)),
                whole(Measured.number(run, "deliveriesPerSecond")),
                tenths(Measured.number(run, "p50Ms")),
                tenths(Measured.number(run, "p99Ms")),
                tenths(Measured.number(run, "maxMs")),
                Measured.number(run, "serverCpuSeconds"),
                Measured.number(run, "clientCpuSeconds"),
                whole(Measured.number(run, "rssBytes") / MIB),
                whole(Measured.number(run, "rssPeakBytes") / MIB),
                run.get("clientSaturated") == Boolean.TRUE ? ", THE GENERATOR WAS THE BOTTLENECK" : "",
                run.get("counts") == Boolean.TRUE ? "" : wrong(run));
    }

    private static String wrong(Map<String, Object> run) {
        return ", DOES NOT COUNT: " + run.get("missing") + " missing, " + run.get("doubled") + " doubled, "
                + run.get("reordered") + " reordered";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
