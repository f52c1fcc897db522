package chat.maru.bench.report;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One run of one peer, as it was written. Immutable. */
record Run(JsonObject json) {
    private static final List<String> WRONG = List.of("missing", "doubled", "reordered");

    int round() {
        return number("round").map(Double::intValue).orElse(0);
    }

    /** Of a number that is not there, or is no number, nothing is known. */
    Optional<Double> number(String key) {
        return json.get(key) instanceof JsonNumber number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    boolean is(String key) {
        return JsonValue.TRUE.equals(json.get(key));
    }

    /** Whether every member got everything once and in order; nothing else may be in a median. */
    boolean counts() {
        return !json.containsKey("failed")
                && !JsonValue.FALSE.equals(json.get("counts"))
                && WRONG.stream().allMatch(key -> number(key).orElse(0.0) == 0);
    }

    /** Why it does not count. */
    String wrong() {
        return json.containsKey("failed")
                ? "failed: " + Words.line(json.getString("failed", ""))
                : WRONG.stream()
                        .map(key -> Figures.whole(number(key).orElse(0.0)) + " " + key)
                        .collect(Collectors.joining(", "));
    }

    List<String> keys() {
        return json.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof JsonNumber)
                .map(Map.Entry::getKey)
                .filter(key -> !key.equals("round") && !WRONG.contains(key))
                .toList();
    }
}
