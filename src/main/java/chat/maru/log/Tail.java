package chat.maru.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest committed entries of one room, without a hole, so that readers who keep up never touch the disk.
 * Thread-safe; the engine's writing thread is the only one that adds and replaces.
 */
final class Tail {
    /** Entries looked through for what they changed. */
    private static final int FOLDED_MAX = 4_096;

    private final TailBudget budget;
    private final Ring ring = new Ring();
    private long bytes;
    private boolean closed;

    Tail(TailBudget budget) {
        this.budget = budget;
    }

    /**
     * Takes in what one commit added, and takes the bodies out that it erased, in one step, so that readers never find
     * half of a commit.
     */
    void grown(List<Entry> added, List<Long> erased) {
        synchronized (budget) {
            int freed = 0;
            synchronized (this) {
                if (closed) {
                    return;
                }
                for (Entry entry : added) {
                    ring.add(entry);
                    bytes += entry.sizeBytes();
                }
                for (long n : erased) {
                    freed += erase(n);
                }
            }
            for (Entry entry : added) {
                budget.added(this, entry.sizeBytes());
            }
            budget.freed(this, 0, freed);
        }
    }

    private int erase(long n) {
        if (!ring.holds(n)) {
            return 0;
        }
        Entry entry = ring.get(n);
        ring.replace(entry.erased());
        int freed = entry.sizeBytes() - entry.erased().sizeBytes();
        bytes -= freed;
        return freed;
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

    /**
     * What {@link RoomLog#readAfter} answers in a log with this tail.
     *
     * @param head where the log stands; asked again behind the look into the tail, which may be of another past by then
     * @param store reads what is not here
     */
    CompletionStage<Page> readAfter(
            Supplier<Head> head, long n, int entriesMax, int bytesMax, Supplier<CompletionStage<Page>> store) {
        Head now = head.get();
        if (n > now.n()) {
            return CompletableFuture.completedStage(Page.empty(now));
        }
        long after = Math.max(n, now.first() - 1);
        List<Entry> found = after == now.n() ? List.of() : after(after + 1, now.n(), entriesMax, bytesMax);
        return found != null && head.get().epoch().equals(now.epoch())
                ? CompletableFuture.completedStage(new Page(after, found, now, 0))
                : store.get();
    }

    /** What {@link RoomLog#history} answers in a log with this tail; otherwise as {@link #readAfter}. */
    CompletionStage<History> history(
            Supplier<Head> head,
            Range range,
            String reader,
            int entriesMax,
            int bytesMax,
            Supplier<CompletionStage<History>> store) {
        Head now = head.get();
        History found = now.first() > now.n()
                ? new History(List.of(), now, false, false, 0)
                : history(now, range, reader, entriesMax, bytesMax);
        return found != null && head.get().epoch().equals(now.epoch())
                ? CompletableFuture.completedStage(found)
                : store.get();
    }

    /** The entries {@code from} to {@code to}, cut to the bounds; {@code null} when not all of them are here. */
    synchronized @Nullable List<Entry> after(long from, long to, int entriesMax, int bytesMax) {
        return ring.holds(from) && ring.holds(to) ? ring.ascending(from, to, entriesMax, bytesMax) : null;
    }

    /**
     * What {@link RoomLog#history} answers in the log that stands at {@code head}; {@code null} when that takes entries
     * that may not be here, or so many that the disk, which has the sums, is faster.
     */
    synchronized @Nullable History history(Head head, Range range, String reader, int entriesMax, int bytesMax) {
        boolean standsThere = ring.holds(head.n()) && !ring.holds(head.n() + 1);
        return standsThere && head.n() - range.parting(head) <= FOLDED_MAX
                ? new RingHistory(ring, head, range, reader).read(entriesMax, bytesMax)
                : null;
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
