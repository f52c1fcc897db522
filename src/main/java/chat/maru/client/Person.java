package chat.maru.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Somebody in a room. Immutable.
 *
 * @param id who it is, the same on every connection
 * @param name only a label; empty where the server keeps it to itself, as for a deleted message
 */
public record Person(String id, String name) {
    static Person of(JsonObject json) {
        return new Person(json.getString("id"), json.getString("name", ""));
    }

    static List<Person> list(JsonObject json, String field) {
        JsonArray people = json.getJsonArray(field);
        return people == null
                ? List.of()
                : people.stream().map(person -> of(person.asJsonObject())).toList();
    }
}
