package chat.maru.log;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * How many bytes all tails of a store may hold together. When they hold more, the globally oldest entry is dropped, so
 * memory follows the rooms that are alive. Thread-safe.
 *
 * <p>Its own monitor guards every change of every tail, so that a tail and its account never disagree; readers take
 * only the monitor of their tail. Monitors are taken in the order budget, tail.
 */
final class TailBudget {
    private final long bytesMax;
    /** One element per entry in a tail, oldest first: whose turn it is to drop one. */
    private final Queue<Tail> turns = new ArrayDeque<>();

    private long bytes;

    TailBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Accounts for an entry that {@code tail} has just added. */
    synchronized void added(Tail tail, int entryBytes) {
        turns.add(tail);
        bytes += entryBytes;
        while (bytes > bytesMax) {
            Tail oldest = turns.poll();
            if (oldest == null) {
                return;
            }
            bytes -= oldest.dropOldest();
        }
    }

    /** Accounts for bytes that {@code tail} gave up on its own account, and for its {@code entries} oldest entries. */
    synchronized void freed(Tail tail, int entries, long entryBytes) {
        bytes -= entryBytes;
        Iterator<Tail> turn = turns.iterator();
        for (int left = entries; left > 0 && turn.hasNext(); ) {
            if (turn.next() == tail) {
                turn.remove();
                left--;
            }
        }
    }

    /** Accounts for the end of {@code tail}, which held {@code entryBytes}. */
    synchronized void closed(Tail tail, long entryBytes) {
        bytes -= entryBytes;
        turns.removeIf(turn -> turn == tail);
    }

    synchronized long bytes() {
        return bytes;
    }
}
