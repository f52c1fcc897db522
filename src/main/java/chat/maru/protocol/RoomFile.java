package chat.maru.protocol;

import chat.maru.log.Body;
import chat.maru.log.Digest;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Position;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A room as lines of JSON: a head with the room's state, then every entry as it lies in the log. Stateless. What cannot
 * be read is an {@link IllegalArgumentException} that says why.
 */
public final class RoomFile {
    /** The media type. */
    public static final String TYPE = "application/x-ndjson";

    private RoomFile() {}

    /**
     * The first line, read.
     *
     * @param n the position of the last entry
     */
    public record Header(long n, Map<String, String> state) {
        public Header {
            state = Map.copyOf(state);
        }
    }

    /** The first line, without its end. */
    public static String header(String room, Head head, Map<String, String> state) {
        JsonWriter out = new JsonWriter().begin().member("room", room).member("epoch", head.epoch());
        out.member("first", head.first()).member("head", head.n()).member("m", head.m());
        out.begin("state");
        state.forEach(out::member);
        return out.end().end().toString();
    }

    /** The line of one entry, without its end. */
    public static String line(Entry entry) {
        JsonWriter out = new JsonWriter().begin().member("n", entry.n()).member("kind", entry.kind());
        out.member("author", entry.author()).member("id", entry.id()).member("at", entry.atMillis());
        out.member("of", entry.of()).member("m", entry.m());
        Body body = entry.body();
        if (body == null) {
            out.member("hash", entry.bodyHash().toString());
        } else {
            out.member("name", body.name()).member("content", body.content());
        }
        return out.end().toString();
    }

    /** What {@link #header} wrote. */
    public static Header readHeader(String line) {
        JsonObject object = object(line);
        try {
            Fields fields = new Fields(object, Limits.DEFAULT);
            long n = fields.position("head");
            Map<String, String> state = new LinkedHashMap<>();
            if (fields.object("state") != null) {
                object.getJsonObject("state")
                        .forEach((key, value) -> state.put(key, value instanceof JsonString s ? s.getString() : ""));
            }
            if (state.containsValue("")) {
                throw new IllegalArgumentException("a value of the state is no text, or empty");
            }
            return new Header(n, state);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /** What {@link #line} wrote; also refuses what no reader of the room could be told. */
    public static Entry readLine(String line) {
        Fields fields = new Fields(object(line), Limits.DEFAULT);
        try {
            Digest hash = fields.has("hash") ? Digest.of(HexFormat.of().parseHex(fields.string("hash"))) : Digest.ZERO;
            Body body = fields.has("hash") ? null : new Body(fields.string("name"), fields.string("content"), 0);
            Entry entry = new Entry(
                    fields.target("n"),
                    fields.string("kind"),
                    fields.string("author"),
                    fields.string("id"),
                    fields.integer("at", 0, Position.N_MAX),
                    fields.position("of"),
                    fields.position("m"),
                    hash,
                    Digest.ZERO,
                    body);
            MaruV1Entries.entry(entry);
            return entry;
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (IndexOutOfBoundsException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("its content is not what its kind needs");
        }
    }

    private static JsonObject object(String line) {
        JsonObject object = JsonText.parse(line).object();
        if (object == null) {
            throw new IllegalArgumentException("it is not one JSON object");
        }
        return object;
    }
}
