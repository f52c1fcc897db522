package chat.maru.room;

import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.log.RoomLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One member's place in a room's log, and its right to read on. Owned by its member, which takes once at a time; not
 * thread-safe beyond that. A member that cannot write simply does not take: it is behind by a number, and holds
 * nothing.
 */
public final class Cursor {
    private final RoomLog log;
    private String epoch;
    private volatile long n;
    private boolean stopped;

    /** A cursor that stands behind entry {@code n} of the log's present epoch. */
    Cursor(RoomLog log, Head head, long n) {
        this.log = log;
        this.epoch = head.epoch();
        this.n = n;
    }

    /** Where the log stands now. */
    public Head head() {
        return log.head();
    }

    /** Whether there are entries for this reader, and nothing else that it has to be told before. */
    public boolean readsOn(Head head) {
        return !stopped && head.n() > n && head.first() <= n + 1 && head.epoch().equals(epoch);
    }

    /** Entries of the log, wherever this reader stands; see {@link RoomLog#readAfter}. */
    public CompletionStage<Page> readAfter(long after, int entriesMax, int bytesMax) {
        return log.readAfter(after, entriesMax, bytesMax);
    }

    /** Stands behind entry {@code to} now: the reader has got what lies between from elsewhere. */
    public void moveTo(long to) {
        n = to;
    }

    /** The last position taken. */
    public long n() {
        return n;
    }

    /**
     * What comes next, at most that much, and moves behind it. Completes at once when memory has the answer, else on
     * the log's thread. Fails with an {@link java.io.IOException} when the store cannot be read; the place is kept.
     */
    public CompletionStage<Take> take(int entriesMax, int bytesMax) {
        Head head = log.head();
        if (!head.epoch().equals(epoch)) {
            return CompletableFuture.completedFuture(goLive(head));
        }
        if (stopped || head.n() <= n) {
            return CompletableFuture.completedFuture(new Take.Nothing(n));
        }
        return log.readAfter(n, entriesMax, bytesMax).thenApply(this::advance);
    }

    /** The log lost its past, and with it the meaning of our position: only what comes from now on is certain. */
    private Take goLive(Head head) {
        epoch = head.epoch();
        n = head.n();
        return new Take.Gap(head, head.first(), Take.Cause.EPOCH);
    }

    private Take advance(Page page) {
        if (!page.head().epoch().equals(epoch)) {
            return goLive(page.head());
        }
        if (page.after() > n) {
            // Said before the entries, which the next take reads again from here: never a position without its gap.
            n = page.after();
            return new Take.Gap(page.head(), n + 1, Take.Cause.TRIMMED);
        }
        if (page.entries().isEmpty() && page.damagedAt() > 0) {
            stopped = true;
            return new Take.Gap(page.head(), page.damagedAt(), Take.Cause.DAMAGED);
        }
        long after = n;
        n = page.last();
        return page.entries().isEmpty() ? new Take.Nothing(n) : new Take.Batch(after, page);
    }
}
