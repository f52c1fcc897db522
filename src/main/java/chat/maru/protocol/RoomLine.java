package chat.maru.protocol;

import chat.maru.log.Head;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/v1/rooms} says of one room. Immutable. */
public sealed interface RoomLine {
    /**
     * A room, whether it has an entry or not.
     *
     * @param room its name as it was first spelled
     * @param reading how far the caller has read, or {@code null} where the caller did not say who it is
     * @param online how many identities are there
     * @param members some of them: id to label
     */
    record Known(String room, Head head, @Nullable Reading reading, int online, Map<String, String> members)
            implements RoomLine {}

    /** How far somebody has read, and how many messages have come since. */
    record Reading(long read, long unread) {}

    /**
     * Nothing can be said of this room.
     *
     * @param room as it was asked for
     * @param code for programs
     * @param text for people
     */
    record Refused(String room, String code, String text) implements RoomLine {}

    /** All that was asked for, in that order, as one JSON object. */
    static String json(List<RoomLine> lines) {
        JsonWriter out = new JsonWriter().begin().beginArray("rooms");
        for (RoomLine line : lines) {
            if (line instanceof Known known) {
                write(out, known);
            } else if (line instanceof Refused refused) {
                out.begin().member("room", refused.room());
                out.begin("error").member("code", refused.code()).member("text", refused.text());
                out.end().end();
            }
        }
        return out.endArray().end().toString();
    }

    private static void write(JsonWriter out, Known line) {
        Head head = line.head();
        out.begin().member("room", line.room()).member("epoch", head.epoch());
        out.member("head", head.n()).member("m", head.m());
        Reading reading = line.reading();
        if (reading != null) {
            out.member("read", reading.read()).member("unread", reading.unread());
        }
        out.member("online", line.online()).beginArray("members");
        line.members()
                .forEach((id, name) ->
                        out.begin().member("id", id).member("name", name).end());
        out.endArray().end();
    }
}
