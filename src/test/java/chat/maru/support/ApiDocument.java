package chat.maru.support;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/openapi.yaml}, and whether an answer is one that it tells. Immutable once read. */
public final class ApiDocument {
    /** As it lies in the repository. */
    public static final ApiDocument READ = read();

    private final Map<String, Object> root;
    private final Map<Pattern, Map<String, Object>> patterns = new LinkedHashMap<>();

    private ApiDocument(Map<String, Object> root) {
        this.root = root;
        paths().forEach((path, methods) ->
                patterns.put(Pattern.compile(path.replaceAll("\\{[a-z]+}", "[^/]+")), map(methods)));
    }

    private static ApiDocument read() {
        try (Reader reader = Files.newBufferedReader(Path.of("docs/openapi.yaml"))) {
            return new ApiDocument(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(reader)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** Every path with its methods in capitals. */
    public Map<String, Object> paths() {
        return map(root.get("paths"));
    }

    /** Fails where the document lists neither this status nor this body for the path. */
    public void check(String method, String path, RawHttp answer) {
        Optional<Map<String, Object>> operation = operation(method, path.split("\\?")[0]);
        String what = method + " " + path + " -> " + answer.head() + answer.body();
        if (operation.isEmpty()) {
            assertThat(answer.status()).as(what).isIn(403, 404, 405);
            return;
        }
        Map<String, Object> responses = map(operation.get().get("responses"));
        Object listed = responses.getOrDefault(Integer.toString(answer.status()), responses.get("default"));
        assertThat(listed).as("not listed: " + what).isNotNull();
        Map<String, Object> response = resolved(listed);
        if (answer.body().isEmpty()) {
            assertThat(response)
                    .as(what)
                    .satisfies(r -> assertThat(r.containsKey("content") && !"HEAD".equals(method))
                            .isFalse());
            return;
        }
        String type = answer.header("Content-Type").orElse("").split(";")[0].toLowerCase(Locale.ROOT);
        Object media = map(response.get("content")).get(type);
        assertThat(media).as("no such type: " + what).isNotNull();
        if (type.endsWith("json") && !type.contains("ndjson")) {
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                check(what, "$", map(map(media).get("schema")), reader.readValue());
            }
        }
    }

    private Optional<Map<String, Object>> operation(String method, String path) {
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        for (Map.Entry<Pattern, Map<String, Object>> one : patterns.entrySet()) {
            if (one.getKey().matcher(path).matches()) {
                return Optional.ofNullable(map(one.getValue().get(verb)));
            }
        }
        return Optional.empty();
    }

    /** What a reference stands for, or the object itself. */
    public Map<String, Object> resolved(Object object) {
        Map<String, Object> found = map(object);
        if (!(found.get("$ref") instanceof String ref)) {
            return found;
        }
        Map<String, Object> at = root;
        for (String step : ref.substring(2).split("/")) {
            at = map(at.get(step));
        }
        return at;
    }

    private void check(String what, String at, Object given, JsonValue value) {
        Map<String, Object> schema = resolved(given);
        if (schema.get("anyOf") instanceof List<?> choices) {
            assertThat(choices.stream().anyMatch(choice -> fits(choice, value)))
                    .as("%s fits nothing of %s", at, what)
                    .isTrue();
            return;
        }
        String problem = problem(schema, value);
        assertThat(problem).as("%s in %s", at, what).isEmpty();
        if (value instanceof JsonObject object && schema.get("properties") != null) {
            Map<String, Object> properties = map(schema.get("properties"));
            object.forEach((name, member) -> {
                assertThat(properties).as("%s.%s in %s", at, name, what).containsKey(name);
                check(what, at + "." + name, properties.get(name), member);
            });
        }
        if (value instanceof JsonArray array && schema.get("items") != null) {
            array.forEach(item -> check(what, at + "[]", schema.get("items"), item));
        }
    }

    private boolean fits(Object choice, JsonValue value) {
        try {
            check("", "", choice, value);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String problem(Map<String, Object> schema, JsonValue value) {
        String type = (String) schema.get("type");
        boolean typed = type == null
                || switch (type) {
                    case "object" -> value instanceof JsonObject;
                    case "array" -> value instanceof JsonArray;
                    case "string" -> value instanceof JsonString;
                    case "boolean" -> value == JsonValue.TRUE || value == JsonValue.FALSE;
                    default -> value instanceof JsonNumber number && number.isIntegral();
                };
        if (!typed) {
            return "is no " + type;
        }
        if (schema.get("required") instanceof List<?> required
                && !((JsonObject) value).keySet().containsAll(required)) {
            return "lacks one of " + required;
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(((JsonString) value).getString())) {
            return "is none of " + words;
        }
        boolean low = schema.get("minimum") instanceof Integer least && ((JsonNumber) value).longValue() < least;
        return low ? "is less than " + schema.get("minimum") : "";
    }
}
