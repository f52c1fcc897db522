package chat.maru.protocol;

import chat.maru.log.History;
import chat.maru.log.Listed;
import chat.maru.log.Position;
import java.util.List;
import java.util.Map;

/** Writes the answers that requests over HTTP get, each one JSON object. Stateless. */
public final class RestAnswers {
    private RestAnswers() {}

    /** Where a command was stored. */
    public static String stored(Position position, String id, boolean duplicate) {
        JsonWriter out = new JsonWriter().begin().member("n", position.n()).member("epoch", position.epoch());
        out.member("id", id);
        if (duplicate) {
            out.member("duplicate", true);
        }
        return out.end().toString();
    }

    /** Messages as they read now. */
    public static String page(History page) {
        JsonWriter out = new JsonWriter().begin().beginArray("messages");
        page.messages().forEach(message -> out.raw(MaruV1Entries.folded(message)));
        return out.endArray()
                .member("epoch", page.head().epoch())
                .member("head", page.head().n())
                .member("more", page.older())
                .member("newer", page.newer())
                .end()
                .toString();
    }

    /** A list of rooms; {@code next} is empty at its end. */
    public static String rooms(List<Listed> rooms, String next) {
        JsonWriter out = new JsonWriter().begin().beginArray("rooms");
        for (Listed room : rooms) {
            out.begin().member("room", room.name()).member("epoch", room.head().epoch());
            out.member("head", room.head().n()).member("m", room.head().m()).end();
        }
        return next(out.endArray(), next);
    }

    private static String next(JsonWriter out, String next) {
        if (!next.isEmpty()) {
            out.member("next", next);
        }
        return out.end().toString();
    }

    /** Whom a room names with which rights, and who is there. */
    public static String members(Map<String, String> rights, int online, Map<String, String> present) {
        JsonWriter out = new JsonWriter().begin().beginArray("members");
        rights.forEach((id, letters) ->
                out.begin().member("id", id).member("rights", letters).end());
        out.endArray().member("online", online).beginArray("present");
        present.forEach(
                (id, name) -> out.begin().member("id", id).member("name", name).end());
        return out.endArray().end().toString();
    }

    /** One key of a room's state. */
    public static String state(String key, String value) {
        return new JsonWriter()
                .begin()
                .member("key", key)
                .member("value", value)
                .end()
                .toString();
    }

    /** What moderators did; {@code next} is the position to go on after, or 0 at the end. */
    public static String audit(List<AuditLine> lines, long next) {
        JsonWriter out = new JsonWriter().begin().beginArray("records");
        for (AuditLine line : lines) {
            out.begin().member("n", line.n()).member("at", Frames.time(line.atMillis()));
            out.begin("by").member("id", line.author()).member("name", line.name());
            out.end().member("act", line.act()).member("member", line.member());
            out.member("of", line.of()).member("detail", line.detail());
            out.member("address", line.address())
                    .member("reason", line.reason())
                    .end();
        }
        out.endArray();
        if (next > 0) {
            out.member("next", next);
        }
        return out.end().toString();
    }

    /** One record of the audit log, with what is its entry's. */
    public record AuditLine(
            long n,
            long atMillis,
            String author,
            String name,
            String act,
            String member,
            long of,
            String detail,
            String address,
            String reason) {}

    /** Where a room's log stands after it was made or cleared. */
    public static String head(Position position) {
        return new JsonWriter()
                .begin()
                .member("epoch", position.epoch())
                .member("head", position.n())
                .end()
                .toString();
    }

    /** A copy of the store. */
    public static String backup(String name, long sizeBytes) {
        return new JsonWriter()
                .begin()
                .member("name", name)
                .member("bytes", sizeBytes)
                .end()
                .toString();
    }

    /** How far an erasure in many rooms has come. */
    public static String erased(List<String> rooms, List<String> failed, boolean archived, String next) {
        JsonWriter out = new JsonWriter().begin().beginArray("rooms");
        rooms.forEach(out::element);
        out.endArray().beginArray("failed");
        failed.forEach(out::element);
        out.endArray();
        if (archived) {
            out.member("archive", true);
        }
        return next(out, next);
    }
}
