package chat.maru.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was measured of one peer. Owned by one thread. */
final class Measured {
    private static final Set<String> WRONG = Set.of("missing", "doubled", "reordered");

    private final Peer peer;
    private final List<Map<String, Object>> runs = new ArrayList<>();
    private String leftOut = "";

    Measured(Peer peer) {
        this.peer = peer;
    }

    Peer peer() {
        return peer;
    }

    void leaveOut(String reason) {
        leftOut = reason;
    }

    boolean isIn() {
        return leftOut.isEmpty();
    }

    /** Why it was not measured, or empty. */
    String leftOut() {
        return leftOut;
    }

    void add(int round, Map<String, Object> numbers) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("round", round);
        run.putAll(numbers);
        run.put("counts", WRONG.stream().allMatch(name -> number(run, name) == 0));
        runs.add(run);
    }

    void failed(int round, String reason) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("round", round);
        run.put("failed", reason);
        run.put("counts", false);
        runs.add(run);
    }

    List<Map<String, Object>> runs() {
        return runs;
    }

    Map<String, Object> last() {
        return runs.get(runs.size() - 1);
    }

    /** Of the runs that count, by name of the number. */
    Map<String, Double> medians() {
        Map<String, Double> medians = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        List<Map<String, Object>> good =
                runs.stream().filter(run -> run.get("counts") == Boolean.TRUE).toList();
        good.forEach(run -> run.forEach((name, value) -> {
            if (value instanceof Number && !name.equals("round")) {
                names.add(name);
            }
        }));
        for (String name : names) {
            medians.put(
                    name,
                    median(good.stream()
                            .filter(run -> run.containsKey(name))
                            .mapToDouble(run -> number(run, name))
                            .toArray()));
        }
        return medians;
    }

    static double number(Map<String, Object> run, String name) {
        return run.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
