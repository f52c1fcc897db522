package chat.maru.log;

import java.util.List;

/**
 * A page of messages, all as they read at one moment. Immutable.
 *
 * @param messages ascending
 * @param head where the log stood at that moment: a reader that follows the log applies only what is newer
 * @param older whether the log holds messages before the first of these
 * @param newer whether the log holds messages after the last of these
 * @param damagedAt the position of a damaged entry that this read had to stop at, or 0
 */
public record History(List<Folded> messages, Head head, boolean older, boolean newer, long damagedAt) {
    public History {
        messages = List.copyOf(messages);
    }
}
