package chat.maru.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * One number over several runs.
 *
 * @param runs how many had it
 */
record Spread(double median, double min, double max, int runs) {
    static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size()));
    }
}
