package chat.maru.client;

import jakarta.json.JsonObject;

/**
 * Where the log stands. Immutable.
 *
 * @param head the newest position
 * @param m how many messages there are up to it
 */
public record Pong(long head, long m) {
    static Pong of(JsonObject json) {
        return new Pong(Frames.number(json, "head"), Frames.number(json, "m"));
    }
}
