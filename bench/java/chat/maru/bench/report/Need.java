package chat.maru.bench.report;

import java.util.Optional;

/**
 * How a work has to have been measured for a goal to be judged by it.
 *
 * @param orMore whether more than the value is as good
 */
record Need(String key, double value, boolean orMore) {
    boolean isMetBy(Result result) {
        Optional<Double> seen = result.parameter(key);
        return seen.isEmpty() || (orMore ? seen.get() >= value : seen.get() == value);
    }

    /** What is different from, or not known of, what the goal asks for; empty if nothing is. */
    String difference(Result result) {
        Optional<Double> seen = result.parameter(key);
        String name = Words.spoken(key);
        if (seen.isEmpty()) {
            return name + " not stated";
        }
        return isMetBy(result) ? "" : Figures.plain(seen.get()) + " " + name + ", not " + Figures.plain(value);
    }
}
