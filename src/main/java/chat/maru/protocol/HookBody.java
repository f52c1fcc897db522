package chat.maru.protocol;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import java.util.List;

/** What a webhook's receiver is sent: entries as {@link MaruV1} has them. Stateless. */
public final class HookBody {
    private HookBody() {}

    /**
     * One call.
     *
     * @param gap why entries before these cannot be sent: {@code trimmed} or {@code epoch}; empty where none is missing
     */
    public static String json(String room, Head head, String gap, List<Entry> entries) {
        JsonWriter out = new JsonWriter().begin().member("room", room).member("epoch", head.epoch());
        if (!gap.isEmpty()) {
            out.begin("gap").member("reason", gap).member("first", head.first()).end();
        }
        out.beginArray("entries");
        entries.forEach(entry -> out.raw(MaruV1Entries.entry(entry)));
        return out.endArray().end().toString();
    }
}
