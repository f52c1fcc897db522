package chat.maru.room;

import chat.maru.log.Head;
import org.jspecify.annotations.Nullable;

/**
 * A room as somebody sees it who does not enter. Immutable.
 *
 * @param name the room's name as it was first spelled
 * @param head where the log stood
 * @param unread how far the one who looks has read, or {@code null} where nobody in particular looks
 * @param presence who is there, as last published; always a whole
 */
public record Glance(String name, Head head, @Nullable Unread unread, Presence presence) {}
