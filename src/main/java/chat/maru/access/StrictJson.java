package chat.maru.access;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON object that somebody else made, and that nobody may read in two ways: no member twice, nothing behind
 * it, valid UTF-8, not deep. Stateless.
 */
final class StrictJson {
    private static final int DEPTH_MAX = 8;
    private static final int NUMBER_DIGITS_MAX = 32;
    private static final int CHARS_MAX = 1 << 18;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of(
            "org.eclipse.parsson.rejectDuplicateKeys",
            true,
            "org.eclipse.parsson.maxDepth",
            DEPTH_MAX,
            "org.eclipse.parsson.maxParsingLimit",
            CHARS_MAX,
            "org.eclipse.parsson.maxBigDecimalLength",
            NUMBER_DIGITS_MAX,
            "org.eclipse.parsson.maxBigIntegerScale",
            NUMBER_DIGITS_MAX));

    private StrictJson() {}

    /** The object, or empty where {@code utf8} is anything else. */
    static Optional<JsonObject> parse(byte[] utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        // What parsers throw for "too deep" or "too large" is sometimes a plain RuntimeException.
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                return Optional.empty();
            }
            JsonObject object = parser.getObject();
            return parser.hasNext() ? Optional.empty() : Optional.of(object);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
