package chat.maru;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.PrettyJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The READMEs claim no more of containers than the suite found. {@code docs/containers.json} is the suite's own
 * results; {@code mvn test -Dtest=ContainersDocumentTest -Dmaru.test.write=true} takes over those in
 * {@code target/containers/results} that are complete, and writes the tables anew.
 */
class ContainersDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/containers.json");
    private static final Path RESULTS = Path.of("target/containers/results");
    private static final String BEGIN =
            "<!-- containers: made from docs/containers.json by ContainersDocumentTest -->\n";
    private static final String END = "<!-- /containers -->\n";
    private static final Map<String, String> HEADS = Map.of(
            "README.md",
            "| server | in its own words | checks passed | what cannot be or may fail, and why | on |\n",
            "README.ko.md",
            "| 서버 | 스스로 밝힌 이름과 버전 | 통과한 검사 | 불가능하거나 가끔 실패하는 것과 그 이유 | 날짜 |\n");

    /** Before any of the tests, which read it. */
    @BeforeAll
    static void takeOverResults() throws IOException {
        if (Boolean.getBoolean("maru.test.write")) {
            Files.writeString(DOCUMENT, PrettyJson.of(merged()));
        }
    }

    @Test
    void theReadmesSayWhatTheSuiteFound() throws IOException {
        JsonObject found = read(DOCUMENT);
        for (Map.Entry<String, String> head : HEADS.entrySet()) {
            Path readme = Path.of(head.getKey());
            String text = Files.readString(readme);
            String expected = text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + head.getValue()
                    + "|---|---|---|---|---|\n" + table(found) + text.substring(text.indexOf(END));
            if (Boolean.getBoolean("maru.test.write")) {
                Files.writeString(readme, expected);
            }
            assertThat(Files.readString(readme)).isEqualTo(expected);
        }
    }

    /** Whether every check of the suite was run, or excused, and none failed: the suite itself says that. */
    @Test
    void everyServerInTheTablePassedTheWholeSuite() throws IOException {
        for (JsonValue server : read(DOCUMENT).values()) {
            assertThat(server.asJsonObject().getBoolean("complete"))
                    .as("%s", server.asJsonObject().getString("title"))
                    .isTrue();
        }
    }

    /** A check that came later was not there for servers whose results are older: they are to be run again. */
    @Test
    void everyServerInTheTableWasGivenTheSameChecks() throws IOException {
        List<Set<String>> suites = read(DOCUMENT).values().stream()
                .map(server -> checks(server.asJsonObject()))
                .distinct()
                .toList();
        assertThat(suites).hasSize(1);
    }

    private static Set<String> checks(JsonObject server) {
        Set<String> checks = new TreeSet<>(server.getJsonObject("cannot").keySet());
        server.getJsonArray("passed").forEach(check -> checks.add(((JsonString) check).getString()));
        return checks;
    }

    private static String table(JsonObject found) {
        StringBuilder rows = new StringBuilder();
        for (JsonValue value : found.values()) {
            JsonObject server = value.asJsonObject();
            int passed = server.getJsonArray("passed").size();
            JsonObject cannot = server.getJsonObject("cannot");
            String reasons = Stream.of(cannot, server.getJsonObject("mayFail"))
                    .flatMap(given -> given.values().stream())
                    .map(reason -> ((JsonString) reason).getString())
                    .distinct()
                    .collect(Collectors.joining(" "));
            int all = passed + cannot.size() + server.getJsonObject("failed").size();
            rows.append("| %s | %s | %d of %d | %s | %s |\n"
                    .formatted(
                            server.getString("title"),
                            server.getString("version"),
                            passed,
                            all,
                            reasons,
                            server.getString("date")));
        }
        return rows.toString();
    }

    private static JsonObject merged() throws IOException {
        Map<String, JsonObject> servers = new TreeMap<>();
        if (Files.exists(DOCUMENT)) {
            read(DOCUMENT).forEach((id, server) -> servers.put(id, server.asJsonObject()));
        }
        for (Path file : results()) {
            JsonObject server = read(file);
            if (server.getBoolean("complete")) {
                servers.put(server.getString("id"), server);
            }
        }
        var merged = Json.createObjectBuilder();
        servers.forEach(merged::add);
        return merged.build();
    }

    private static List<Path> results() throws IOException {
        if (!Files.isDirectory(RESULTS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(RESULTS)) {
            return files.toList();
        }
    }

    private static JsonObject read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                JsonReader reader = Json.createReader(text)) {
            return reader.readObject();
        }
    }
}
