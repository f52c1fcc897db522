package chat.maru.client;

import jakarta.json.JsonObject;

/**
 * A command is stored, as durably as {@link Welcome#durability} says. Immutable.
 *
 * @param id of the command
 * @param n its position, the first one where it was sent several times
 * @param duplicate whether an earlier try had stored it
 */
public record Ack(String id, long n, boolean duplicate) {
    static Ack of(JsonObject json) {
        return new Ack(json.getString("id"), Frames.number(json, "n"), json.getBoolean("duplicate", false));
    }
}
