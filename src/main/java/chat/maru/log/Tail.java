package chat.maru.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed entries of one room, without a hole, so that readers who keep up never touch the disk.
 * Thread-safe; the engine's writing thread is the only one that adds and replaces.
 */
final class Tail {
    private final TailBudget budget;
    private final Ring ring = new Ring();
    private long bytes;
    private boolean closed;

    Tail(TailBudget budget) {
        this.budget = budget;
    }

    void add(Entry entry) {
        synchronized (budget) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                ring.add(entry);
                bytes += entry.sizeBytes();
            }
            budget.added(this, entry.sizeBytes());
        }
    }

    /** Takes the body out of the entry at {@code n}, if it is here. */
    void erase(long n) {
        synchronized (budget) {
            int freed = 0;
            synchronized (this) {
                if (ring.holds(n)) {
                    Entry entry = ring.get(n);
                    ring.replace(entry.erased());
                    freed = entry.sizeBytes() - entry.erased().sizeBytes();
                    bytes -= freed;
                }
            }
            budget.freed(this, 0, freed);
        }
    }

    /** Drops the entries below {@code first}. */
    void trim(long first) {
        synchronized (budget) {
            int entries = 0;
            long freed = 0;
            synchronized (this) {
                while (!ring.isEmpty() && ring.first() < first) {
                    freed += ring.dropOldest().sizeBytes();
                    entries++;
                }
                bytes -= freed;
            }
            budget.freed(this, entries, freed);
        }
    }

    /** Drops one entry for the budget and says what it cost; 0 when there is none. */
    synchronized int dropOldest() {
        if (ring.isEmpty()) {
            return 0;
        }
        int size = ring.dropOldest().sizeBytes();
        bytes -= size;
        return size;
    }

    /** The entries {@code from} to {@code to}, cut to the bounds; {@code null} when not all of them are here. */
    synchronized @Nullable List<Entry> after(long from, long to, int entriesMax, int bytesMax) {
        return ring.holds(from) && ring.holds(to) ? ring.ascending(from, to, entriesMax, bytesMax) : null;
    }

    /**
     * The newest messages of {@code first} to {@code to}, ascending; {@code null} when some of them may not be here.
     *
     * @param first the oldest position that the log holds
     */
    synchronized @Nullable List<Entry> messages(long first, long to, int entriesMax, int bytesMax) {
        if (!ring.holds(to)) {
            return null;
        }
        long from = Math.max(first, ring.first());
        return ring.messages(from, to, entriesMax, bytesMax, ring.first() <= first);
    }

    void close() {
        synchronized (budget) {
            long freed;
            synchronized (this) {
                closed = true;
                freed = bytes;
                bytes = 0;
                ring.clear();
            }
            budget.closed(this, freed);
        }
    }
}
