package chat.maru.retention;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.room.Follower;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * What the entries of one room weigh: each is read once, and counted with its neighbours, so that appending costs
 * nothing more. Not thread-safe.
 *
 * <p>What is erased meanwhile makes the room lighter than its tally. So a room that seems too heavy is counted anew
 * where something has been erased, before anything is dropped for it.
 */
final class Tally {
    /** Neighbours that are counted together. */
    private static final int PIECE_ENTRIES = 1_000;

    private static final int PIECE_BYTES = 1 << 20;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private String epoch = "";
    private long erasures;
    private long counted;
    private long bytes;
    private boolean isAnew;

    /** Whether a room that stands so is known to weigh no more than that. */
    boolean isWithin(long bytesMax, Head head) {
        return epoch.equals(head.epoch()) && counted >= head.n() && bytes <= bytesMax;
    }

    /**
     * Where the room has to begin, to weigh no more than {@code bytesMax} or to hold but one entry; where it begins
     * now, if that is all right or has not been counted yet.
     *
     * @param isLate asked between two reads; then counting goes on with the next call
     */
    long first(Follower room, long bytesMax, BooleanSupplier isLate) throws IOException, InterruptedException {
        Head head = room.head();
        if (!epoch.equals(head.epoch())) {
            restart(head);
        }
        count(room, head, isLate);
        if (counted < head.n() || bytes <= bytesMax) {
            return head.first();
        }
        if (erasures != head.erasures() && !isAnew) {
            restart(head);
            // Once, or a room where much is erased would be counted for ever.
            isAnew = true;
            return first(room, bytesMax, isLate);
        }
        isAnew = false;
        return Math.min(behind(room, bytes - bytesMax), counted);
    }

    private void restart(Head head) {
        pieces.clear();
        epoch = head.epoch();
        erasures = head.erasures();
        counted = head.first() - 1;
        bytes = 0;
        isAnew = false;
    }

    private void count(Follower room, Head head, BooleanSupplier isLate) throws IOException, InterruptedException {
        drop(room, head.first());
        while (counted < head.n() && !isLate.getAsBoolean()) {
            Page page = read(room, counted, PIECE_ENTRIES);
            add(new Piece(counted + 1, page.last(), weigh(page)));
            counted = page.last();
        }
    }

    /** Forgets what has been trimmed. */
    private void drop(Follower room, long first) throws IOException, InterruptedException {
        while (!pieces.isEmpty() && pieces.getFirst().from < first) {
            Piece piece = pieces.removeFirst();
            bytes -= piece.bytes;
            if (piece.to >= first) {
                Piece rest = rest(room, first, piece.to);
                pieces.addFirst(rest);
                bytes += rest.bytes;
            }
        }
        counted = Math.max(counted, first - 1);
    }

    private static Piece rest(Follower room, long from, long to) throws IOException, InterruptedException {
        long weight = 0;
        for (long n = from - 1; n < to; ) {
            Page page = read(room, n, (int) (to - n));
            weight += weigh(page);
            n = page.last();
        }
        return new Piece(from, to, weight);
    }

    private void add(Piece piece) {
        bytes += piece.bytes;
        Piece last = pieces.peekLast();
        boolean fits = last != null && piece.to - last.from < PIECE_ENTRIES && piece.bytes + last.bytes <= PIECE_BYTES;
        if (last != null && fits) {
            pieces.removeLast();
            pieces.addLast(new Piece(last.from, piece.to, last.bytes + piece.bytes));
        } else {
            pieces.addLast(piece);
        }
    }

    /** The position behind the oldest entries that weigh {@code tooMuch}, or a little more. */
    private long behind(Follower room, long tooMuch) throws IOException, InterruptedException {
        long left = tooMuch;
        for (Piece piece : pieces) {
            if (left < piece.bytes) {
                return behind(room, piece, left);
            }
            left -= piece.bytes;
        }
        return counted + 1;
    }

    private static long behind(Follower room, Piece piece, long tooMuch) throws IOException, InterruptedException {
        long left = tooMuch;
        long n = piece.from - 1;
        while (left > 0 && n < piece.to) {
            for (Entry entry : read(room, n, PIECE_ENTRIES).entries()) {
                if (left > 0) {
                    left -= entry.sizeBytes();
                    n = entry.n();
                }
            }
        }
        return n + 1;
    }

    private static long weigh(Page page) {
        return page.entries().stream().mapToLong(Entry::sizeBytes).sum();
    }

    private static Page read(Follower room, long n, int entriesMax) throws IOException, InterruptedException {
        Page page = Stages.await(room.readAfter(n, entriesMax, PIECE_BYTES));
        if (page.after() != n || page.entries().isEmpty()) {
            throw new IOException("the room has changed, or cannot be read on");
        }
        return page;
    }

    /** What the entries {@code from} to {@code to}, both included, weigh. */
    private record Piece(long from, long to, long bytes) {}
}
