package chat.maru.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/**
 * Who is here: everybody, or a step from the version before, or in a large room only how many. Immutable: a view of
 * what the server sent. Never a backlog: the newest counts.
 *
 * @param json as it came
 */
public record Presence(JsonObject json) {
    /** Rises with every change; a step from another version than the last one seen is to be ignored. */
    public long version() {
        return Frames.number(json, "version");
    }

    /** How many people, not connections. */
    public long count() {
        return Frames.number(json, "count");
    }

    /** Whether {@link #members} is everybody (at most 100). If not, {@link #joined} and {@link #left} are a step. */
    public boolean whole() {
        return json.containsKey("members");
    }

    /** Everybody. */
    public List<Person> members() {
        return Person.list(json, "members");
    }

    /** Who came, or took another name. */
    public List<Person> joined() {
        return Person.list(json, "joined");
    }

    /** The ids of those who went. */
    public List<String> left() {
        return json.containsKey("left")
                ? json.getJsonArray("left").getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .toList()
                : List.of();
    }
}
