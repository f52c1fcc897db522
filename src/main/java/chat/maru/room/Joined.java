package chat.maru.room;

import chat.maru.log.Head;
import org.jspecify.annotations.Nullable;

/**
 * What a member finds when it joins. Immutable.
 *
 * @param cursor its place; yields nothing at or below {@code cursor.n()}
 * @param head where the log stood at that moment
 * @param gap what it came back for and will not get, or {@code null}
 * @param resumed whether it came back to a position, and everything after it will follow
 */
public record Joined(Cursor cursor, Head head, Take.@Nullable Gap gap, boolean resumed) {}
