package chat.maru.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Entries that this client will not get. Immutable.
 *
 * @param epoch of every position from here on
 * @param first the oldest position held; where {@code reason} is {@code damaged}, the entry that cannot be read
 * @param head the newest position
 * @param reason {@code trimmed}, {@code epoch}, {@code future} or {@code damaged}
 */
public record Gap(String epoch, long first, long head, String reason) {
    static Gap of(JsonObject json) {
        return new Gap(
                json.getString("epoch"),
                Frames.number(json, "first"),
                Frames.number(json, "head"),
                json.getString("reason", ""));
    }

    /** Where reading goes on: after this. A damaged log is not read any further than {@code seen}. */
    @Nullable
    Position resumesAfter(@Nullable Position seen) {
        return switch (reason) {
            case "trimmed" -> new Position(epoch, first - 1);
            case "damaged" -> seen;
            default -> new Position(epoch, head);
        };
    }
}
