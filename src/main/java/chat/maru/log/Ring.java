package chat.maru.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contiguous run of entries in memory, found by position. It grows as needed; whoever owns it bounds it. Not
 * thread-safe: the owner holds its lock around every call.
 */
final class Ring {
    private static final int SLOTS_MIN = 16;

    private @Nullable Entry[] slots = new @Nullable Entry[SLOTS_MIN];
    private long first = 1;
    private int count;

    /** Adds {@code entry}, which must follow the newest one, or may be any when the ring is empty. */
    void add(Entry entry) {
        if (count == 0) {
            first = entry.n();
        } else if (entry.n() != first + count) {
            throw new IllegalArgumentException("entry " + entry.n() + " does not follow " + (first + count - 1));
        }
        if (count == slots.length) {
            grow();
        }
        slots[slot(entry.n())] = entry;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The oldest position held; meaningless when empty. */
    long first() {
        return first;
    }

    boolean holds(long n) {
        return count > 0 && n >= first && n < first + count;
    }

    /** The entry at a position that this ring holds. */
    Entry get(long n) {
        Entry entry = holds(n) ? slots[slot(n)] : null;
        if (entry == null) {
            throw new IllegalArgumentException("entry " + n + " is not held");
        }
        return entry;
    }

    /** Puts {@code entry} in the place of the one at its position, which must be held. */
    void replace(Entry entry) {
        get(entry.n());
        slots[slot(entry.n())] = entry;
    }

    /** Drops the oldest entry and gives it back; the ring must not be empty. */
    Entry dropOldest() {
        Entry oldest = get(first);
        slots[slot(first)] = null;
        first++;
        count--;
        return oldest;
    }

    void clear() {
        slots = new @Nullable Entry[SLOTS_MIN];
        count = 0;
    }

    /** The entries {@code from} to {@code to}, both included and held, cut to the bounds but at least one of them. */
    List<Entry> ascending(long from, long to, int entriesMax, int bytesMax) {
        Entry[] taken = new Entry[(int) Math.min(entriesMax, to - from + 1)];
        int length = 0;
        long bytes = 0;
        for (long n = from; length < taken.length; n++) {
            Entry entry = get(n);
            bytes += entry.sizeBytes();
            if (bytes > bytesMax && length > 0) {
                break;
            }
            taken[length++] = entry;
        }
        return List.of(length == taken.length ? taken : Arrays.copyOf(taken, length));
    }

    private void grow() {
        @Nullable Entry[] old = slots;
        slots = new @Nullable Entry[old.length * 2];
        for (long n = first; n < first + count; n++) {
            slots[slot(n)] = old[(int) (n & (old.length - 1))];
        }
    }

    private int slot(long n) {
        return (int) (n & (slots.length - 1));
    }
}
