package chat.maru.retention;

import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.room.Follower;
import java.io.IOException;

/**
 * Finds entries by their time, which never goes back from one to the next: a few reads, however long the room is.
 * Stateless.
 */
final class Age {
    private Age() {}

    /** When the entry at {@code n}, which the room holds, was appended; milliseconds since 1970 UTC. */
    static long atMillis(Follower room, long n) throws IOException, InterruptedException {
        Page page = Stages.await(room.readAfter(n - 1, 1, 1));
        if (page.after() != n - 1 || page.entries().isEmpty()) {
            throw new IOException("the room has changed, or cannot be read at " + n);
        }
        return page.entries().get(0).atMillis();
    }

    /** The first position whose entry is not older than {@code sinceMillis}; behind the last where all are. */
    static long first(Follower room, Head head, long sinceMillis) throws IOException, InterruptedException {
        long low = head.first();
        long high = head.n() + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (atMillis(room, middle) < sinceMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
