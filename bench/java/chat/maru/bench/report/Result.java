package chat.maru.bench.report;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one file of results says. What a work did not write is empty. Immutable.
 *
 * @param name of the file, without its ending; a work that was measured in two ways has two files
 * @param parameters of the work; numbers are not made beautiful
 */
record Result(
        String name,
        String work,
        String title,
        String at,
        Map<String, String> machine,
        Map<String, String> parameters,
        List<PeerRuns> peers) {
    private static final String ENDING = ".json";

    /** The order in which works are shown; others follow. */
    private static final List<String> ORDER = List.of(
            "fanout",
            "fanout-plain",
            "rooms",
            "latency",
            "saturation",
            "publish",
            "publish-one",
            "idle",
            "slow",
            "churn",
            "resume",
            "growth",
            "servers",
            "nodes",
            "nodes-paced");

    /** Those in a folder; none when there is no such folder. */
    static List<Result> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            results.add(read(file));
        }
        results.sort(Comparator.comparingInt(Result::place).thenComparing(Result::name));
        return results;
    }

    private int place() {
        return ORDER.contains(work) ? ORDER.indexOf(work) : ORDER.size();
    }

    private static Result read(Path file) throws IOException {
        String name = file.getFileName().toString().replace(ENDING, "");
        try (Reader in = Files.newBufferedReader(file);
                JsonReader reader = Json.createReader(in)) {
            JsonObject json = reader.readObject();
            return new Result(
                    name,
                    json.getString("work", name),
                    Words.line(json.getString("title", name)),
                    json.getString("at", ""),
                    texts(json, "machine"),
                    texts(json, "parameters"),
                    json.get("peers") instanceof JsonArray peers
                            ? peers.stream()
                                    .map(peer -> PeerRuns.of(peer.asJsonObject()))
                                    .toList()
                            : List.of());
        } catch (RuntimeException e) {
            throw new IOException(file + " is no result: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> texts(JsonObject json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json.get(name) instanceof JsonObject object) {
            object.forEach((key, value) -> texts.put(key, Words.line(text(value))));
        }
        return texts;
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        return value instanceof JsonNumber number ? number.bigDecimalValue().toPlainString() : value.toString();
    }

    Optional<PeerRuns> peer(String wanted) {
        return peers.stream().filter(peer -> peer.name().equals(wanted)).findFirst();
    }

    /** A parameter as a number; a work may have written it to the runs of Maru instead. */
    Optional<Double> parameter(String key) {
        try {
            if (parameters.containsKey(key)) {
                return Optional.of(Double.valueOf(parameters.get(key)));
            }
        } catch (NumberFormatException words) {
            return Optional.empty();
        }
        return peers.stream()
                .filter(PeerRuns::isOurs)
                .flatMap(peer -> peer.runs().stream())
                .flatMap(run -> run.number(key).stream())
                .min(Double::compare);
    }

    int rounds() {
        return peers.stream().mapToInt(peer -> peer.runs().size()).max().orElse(0);
    }
}
