package chat.maru.protocol;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One inbound text frame, parsed: a JSON object, or the reason why it is none. Immutable.
 *
 * @param object the frame; {@code null} when refused
 * @param refusal why it is no frame; {@code null} when parsed
 * @param bytes the length of the text in UTF-8
 */
public record JsonText(
        @Nullable JsonObject object, @Nullable Refusal refusal, int bytes) {
    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_DIGITS_MAX = 32;

    // A constant, since looking up the provider costs more than parsing. Parsson reads these limits; without them ten
    // lines of JSON take a CPU for seconds (CVE-2023-7272, CVE-2023-4043). The standard's KEY_STRATEGY would do for a
    // reader, but Parsson's parsers overlook it.
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of(
            "org.eclipse.parsson.rejectDuplicateKeys",
            true,
            "org.eclipse.parsson.maxDepth",
            DEPTH_MAX,
            "org.eclipse.parsson.maxParsingLimit",
            Limits.FRAME_BYTES_CEILING,
            "org.eclipse.parsson.maxBigDecimalLength",
            NUMBER_DIGITS_MAX,
            "org.eclipse.parsson.maxBigIntegerScale",
            NUMBER_DIGITS_MAX));

    /** Parses {@code text}: exactly one JSON object, no member twice, nothing behind it. */
    public static JsonText parse(String text) {
        int bytes = Utf8.length(text);
        // Parsers differ in what they throw for "too deep", "too long" and "too large": some of it is a plain
        // RuntimeException, and none of it may reach the container, which would close the connection.
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                return refused("A frame is one JSON object.", bytes);
            }
            JsonObject object = parser.getObject();
            if (parser.hasNext()) {
                return refused("Nothing may follow the JSON object of a frame.", bytes);
            }
            return new JsonText(object, null, bytes);
        } catch (RuntimeException e) {
            return refused(
                    "The frame is not valid JSON, names a member twice, is nested deeper than " + DEPTH_MAX
                            + ", or has a number of more than " + NUMBER_DIGITS_MAX + " digits.",
                    bytes);
        }
    }

    private static JsonText refused(String text, int bytes) {
        return new JsonText(null, Refusal.of(Refusal.Code.MALFORMED_JSON, text), bytes);
    }
}
