package chat.maru.room;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Page;

/**
 * How far somebody has read. Immutable.
 *
 * @param n the position up to which, 0 where nothing is known
 * @param messages how many messages have come since
 */
public record Unread(long n, long messages) {
    /** @param page begins at {@code n} where that is held: a mark may have been trimmed, or damaged, or be none */
    static Unread of(long n, Page page) {
        Head head = page.head();
        if (page.entries().isEmpty()) {
            return new Unread(n, 0);
        }
        Entry first = page.entries().get(0);
        // Everything held counts as unread where the mark itself is not.
        return new Unread(n, head.m() - first.m() + (first.n() == n ? 0 : 1));
    }
}
