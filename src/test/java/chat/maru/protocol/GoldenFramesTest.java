package chat.maru.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The frames under {@code src/test/resources/frames} are the wire, word for word: the JavaScript tests read the same
 * files, and the documents may show no other. {@code -Dmaru.test.write=true} writes those of the server anew.
 */
class GoldenFramesTest {
    private static final Path FRAMES = Path.of("src/test/resources/frames");
    private static final Path DOCUMENT = Path.of("docs/protocol.md");
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @Test
    void theServerSaysExactlyTheGoldenFrames() throws IOException {
        for (Map.Entry<String, String> said : GoldenFrames.said().entrySet()) {
            Path file = FRAMES.resolve(said.getKey() + ".json");
            if (Boolean.getBoolean("maru.test.write")) {
                Files.createDirectories(FRAMES);
                Files.writeString(file, said.getValue() + "\n");
            }
            assertThat(file).as(said.getKey()).exists();
            assertThat(json(Files.readString(file))).as(said.getKey()).isEqualTo(json(said.getValue()));
        }
    }

    @Test
    void theServerUnderstandsExactlyTheGoldenFramesOfClients() throws IOException {
        int understood = 0;
        for (Map.Entry<String, JsonObject> golden : golden().entrySet()) {
            JsonObject file = golden.getValue();
            if (file.getString("from").equals("client")) {
                Wire wire = file.getString("wire").equals("plain")
                        ? new PlainWire(Limits.DEFAULT)
                        : new MaruV1(Limits.DEFAULT);
                ClientFrame frame =
                        wire.decode(JsonText.parse(file.getJsonObject("frame").toString()));
                assertThat(frame.toString()).as(golden.getKey()).isEqualTo(file.getString("means"));
                understood++;
            }
        }
        assertThat(understood).as("one for every frame of a client").isGreaterThanOrEqualTo(14);
    }

    @Test
    void everyGoldenFrameOfTheServerIsSaidByTheServer() throws IOException {
        golden().forEach((name, file) -> {
            if (file.getString("from").equals("server")) {
                assertThat(GoldenFrames.said()).containsKey(name);
            }
        });
    }

    @Test
    void theDocumentShowsOnlyGoldenFramesAndShowsThemAll() throws IOException {
        List<JsonValue> shown = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
        while (blocks.find()) {
            for (String line : blocks.group(1).split("\n", -1)) {
                String text = line.replaceFirst("^[<>] ", "").strip();
                if (!text.isEmpty()) {
                    JsonValue value = json(text);
                    shown.addAll(value instanceof JsonArray array ? array : List.of(value));
                }
            }
        }
        Map<String, JsonValue> frames = new LinkedHashMap<>();
        golden().forEach((name, file) -> frames.put(name, file.get("frame")));
        assertThat(frames.values())
                .as("a frame in %s is no golden frame", DOCUMENT)
                .containsAll(shown);
        frames.values().removeAll(shown);
        assertThat(frames.keySet())
                .as("golden frames that %s does not show", DOCUMENT)
                .isEmpty();
    }

    private static Map<String, JsonObject> golden() throws IOException {
        Map<String, JsonObject> golden = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(FRAMES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                golden.put(name, json(Files.readString(file)).asJsonObject());
            }
        }
        return golden;
    }

    private static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
