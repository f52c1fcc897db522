package chat.maru.bench.report;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All runs of one peer in one work. Immutable.
 *
 * @param leftOut why it was not measured, or empty
 */
record PeerRuns(String name, String title, List<String> settings, String leftOut, List<Run> runs) {
    static PeerRuns of(JsonObject json) {
        return new PeerRuns(
                json.getString("name", "?"),
                Words.line(json.getString("title", "")),
                values(json, "settings").stream()
                        .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
                        .map(Words::line)
                        .toList(),
                Words.line(json.getString("leftOut", "")),
                values(json, "runs").stream()
                        .filter(JsonObject.class::isInstance)
                        .map(value -> new Run(value.asJsonObject()))
                        .toList());
    }

    private static List<? extends JsonValue> values(JsonObject json, String name) {
        return json.get(name) instanceof JsonArray array ? array : List.of();
    }

    boolean isOurs() {
        return name.startsWith("maru");
    }

    /** Whether it is Maru as it is delivered, and no kind of it. */
    boolean isDelivered() {
        return name.equals("maru");
    }

    List<Run> counting() {
        return runs.stream().filter(Run::counts).toList();
    }

    Optional<Spread> spread(String key) {
        return spread(run -> run.number(key));
    }

    Optional<Spread> spread(Function<Run, Optional<Double>> number) {
        return Spread.of(
                counting().stream().flatMap(run -> number.apply(run).stream()).toList());
    }

    /** Numbers that any run has, in the order in which they were written. */
    List<String> keys() {
        return runs.stream().flatMap(run -> run.keys().stream()).distinct().toList();
    }

    /** This one's number divided by the other's in the same round, over all rounds in which both count. */
    Optional<Spread> ratio(PeerRuns other, String key) {
        return spread(run -> other.counting().stream()
                .filter(each -> each.round() == run.round())
                .findFirst()
                .flatMap(each -> each.number(key))
                .filter(below -> below > 0)
                .flatMap(below -> run.number(key).map(above -> above / below)));
    }
}
