package chat.maru.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Messages as they read now. Immutable: a view of what the server sent.
 *
 * @param json as it came
 */
public record Page(JsonObject json) {
    /** Ascending by position. */
    public List<Entry> messages() {
        JsonArray messages = json.getJsonArray("messages");
        return messages.stream()
                .map(message -> new Entry(message.asJsonObject()))
                .toList();
    }

    /** The position up to which edits, deletions and reactions are in it: apply only what comes after. */
    public long head() {
        return Frames.number(json, "head");
    }

    /** Whether the log holds messages before these. */
    public boolean more() {
        return json.getBoolean("more", false);
    }

    /** Whether the log holds messages after these. */
    public boolean newer() {
        return json.getBoolean("newer", false);
    }

    /** Whether it answers a question; if not, it is the one that {@link Options#history} asked for. */
    boolean isAnswer() {
        return json.containsKey("id");
    }
}
