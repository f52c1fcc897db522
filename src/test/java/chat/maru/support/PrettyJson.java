package chat.maru.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Map;

/** JSON with one line for each value, so that a difference between two files can be read. Stateless. */
public final class PrettyJson {
    private PrettyJson() {}

    /** The text of a file, with a line feed at its end. */
    public static String of(JsonObject object) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(object);
        }
        return text.toString().strip() + "\n";
    }
}
