package chat.maru.log;

import java.util.List;

/**
 * What one read found. Immutable.
 *
 * @param after the position that {@code entries} follow. Higher than the position asked for when the log has been
 *     trimmed past it: the reader missed what lies between, and must be told
 * @param entries ascending; shorter than asked for when a bound was reached or the log ends
 * @param head where the log stood when the read began
 * @param damagedAt the position of a damaged entry that this read had to stop before, or 0
 */
public record Page(long after, List<Entry> entries, Head head, long damagedAt) {
    public Page {
        entries = List.copyOf(entries);
    }

    /** Nothing is there: the reader stands where the log ends. */
    static Page empty(Head head) {
        return new Page(head.n(), List.of(), head, 0);
    }

    /** The position a reader stands at after taking this page. */
    public long last() {
        return entries.isEmpty() ? after : entries.get(entries.size() - 1).n();
    }
}
