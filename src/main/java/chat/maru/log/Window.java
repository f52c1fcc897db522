package chat.maru.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the messages of a page of history, whatever the engine: by turns from both sides, nearest first. Stateless.
 */
final class Window {
    private Window() {}

    /** As many messages as the bounds allow, ascending; at least one if there is one. */
    static <E extends Exception> List<Folded> fill(int entriesMax, int bytesMax, Side<E> older, Side<E> newer)
            throws E {
        Deque<Folded> found = new ArrayDeque<>();
        boolean hasOlder = true;
        boolean hasNewer = true;
        boolean isOldersTurn = true;
        long bytes = 0;
        while (found.size() < entriesMax && (hasOlder || hasNewer)) {
            boolean fromOlder = hasOlder && (isOldersTurn || !hasNewer);
            Folded next = fromOlder ? older.next() : newer.next();
            if (next == null) {
                hasOlder &= !fromOlder;
                hasNewer &= fromOlder;
                continue;
            }
            bytes += next.sizeBytes();
            if (bytes > bytesMax && !found.isEmpty()) {
                break;
            }
            if (fromOlder) {
                found.addFirst(next);
            } else {
                found.addLast(next);
            }
            isOldersTurn = !fromOlder;
        }
        return List.copyOf(found);
    }

    /** The messages on one side of a position. */
    interface Side<E extends Exception> {
        /** The next one farther away, or {@code null} when there is none. */
        @Nullable
        Folded next() throws E;
    }
}
