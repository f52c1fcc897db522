package chat.maru.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A step of the room's log, or a message of a {@link Page}. Immutable: a view of what the server sent, which keeps the
 * members and kinds that this version has no words for.
 *
 * @param json as it came
 */
public record Entry(JsonObject json) {
    /** {@code message}, {@code edit}, {@code delete}, {@code reaction}, {@code state}, or one yet to be invented. */
    public String kind() {
        return json.getString("type");
    }

    /** Its position. */
    public long n() {
        return Frames.number(json, "n");
    }

    /** How many messages there are up to and including it. */
    public long m() {
        return Frames.number(json, "m");
    }

    /** Its author's id for it. */
    public String id() {
        return json.getString("id", "");
    }

    /** Its author. */
    public Person from() {
        return Person.of(json.getJsonObject("from"));
    }

    /** When it was stored. It never goes back, but order is {@link #n}. */
    public Instant at() {
        return Instant.parse(json.getString("at"));
    }

    /** What was said: of a message or an edit. Empty for others, and when deleted. */
    public String text() {
        return json.getString("text", "");
    }

    /** The position that an edit, a delete or a reaction is about; 0 for others. */
    public long of() {
        return Frames.number(json, "of");
    }

    /** The position that a message answers; 0 for none. */
    public long replyTo() {
        return Frames.number(json, "replyTo");
    }

    /** Whether its body was erased. */
    public boolean deleted() {
        return json.getBoolean("deleted", false);
    }

    /** In a page: when the edit was stored whose text this is; empty when the text is the first one. */
    public Optional<Instant> editedAt() {
        return json.containsKey("editedAt") ? Optional.of(Instant.parse(json.getString("editedAt"))) : Optional.empty();
    }

    /** Of a reaction. */
    public String emoji() {
        return json.getString("emoji", "");
    }

    /** Of a reaction: whether it was put on, or taken off. */
    public boolean on() {
        return json.getBoolean("on", false);
    }

    /** In a page: how many put which emoji on it. */
    public Map<String, Long> reactions() {
        Map<String, Long> totals = new TreeMap<>();
        JsonObject reactions = json.getJsonObject("reactions");
        if (reactions != null) {
            reactions.keySet().forEach(emoji -> totals.put(emoji, Frames.number(reactions, emoji)));
        }
        return totals;
    }

    /**
     * In a page: the ids of authors who put each emoji on it; at most 10 of each, the asking one first if it is one of
     * them.
     */
    public Map<String, List<String>> reactedBy() {
        Map<String, List<String>> authors = new TreeMap<>();
        JsonObject named = json.getJsonObject("reactedBy");
        if (named != null) {
            named.keySet()
                    .forEach(emoji ->
                            authors.put(emoji, named.getJsonArray(emoji).getValuesAs(JsonString::getString)));
        }
        return authors;
    }

    /** Of a state entry. */
    public String key() {
        return json.getString("key", "");
    }

    /** Of a state entry; empty when the key was removed. */
    public String value() {
        return json.getString("value", "");
    }
}
