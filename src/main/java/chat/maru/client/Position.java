package chat.maru.client;

import org.jspecify.annotations.Nullable;

/**
 * A place in a room's log: everything up to it has been seen. Immutable.
 *
 * @param epoch opaque; {@code null} trusts that {@code n} belongs to the room's current epoch
 * @param n from 0 (before the first entry) to 2^53 - 1
 */
public record Position(@Nullable String epoch, long n) {
    /** Before the first entry of a room: resuming here replays it whole. */
    public static final Position START = new Position(null, 0);
}
