package chat.maru.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** One peer's number divided by another's in the same round, over all rounds in which both count. */
record Ratio(String of, String to, String key, double median, double min, double max) {
    private static final List<String> KEYS = List.of(
            "deliveriesPerServerCpuSecond",
            "deliveriesPerSecond",
            "acksPerServerCpuSecond",
            "acksPerSecond",
            "bytesPerConnection",
            "p99Ms");
    private static final String OURS = "maru";

    /** Of each kind of Maru to everybody else. */
    static List<Ratio> of(List<Measured> all) {
        List<Ratio> ratios = new ArrayList<>();
        for (Measured a : all) {
            for (Measured b : all) {
                if (a != b && a.peer().name().startsWith(OURS)) {
                    KEYS.forEach(key -> add(ratios, a, b, key));
                }
            }
        }
        return ratios;
    }

    private static void add(List<Ratio> ratios, Measured a, Measured b, String key) {
        double[] values = a.runs().stream()
                .filter(run -> run.get("counts") == Boolean.TRUE)
                .flatMapToDouble(run -> b.runs().stream()
                        .filter(other -> other.get("counts") == Boolean.TRUE)
                        .filter(other -> Objects.equals(other.get("round"), run.get("round")))
                        .flatMapToDouble(other -> divide(run, other, key)))
                .toArray();
        if (values.length > 0) {
            ratios.add(new Ratio(
                    a.peer().name(),
                    b.peer().name(),
                    key,
                    Measured.median(values),
                    DoubleStream.of(values).min().orElse(0),
                    DoubleStream.of(values).max().orElse(0)));
        }
    }

    private static DoubleStream divide(Map<String, Object> run, Map<String, Object> other, String key) {
        double below = Measured.number(other, key);
        return below > 0 ? DoubleStream.of(Measured.number(run, key) / below) : DoubleStream.empty();
    }
}
