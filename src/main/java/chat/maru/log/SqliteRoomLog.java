package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One room of a {@link SqliteLogStore}. Thread-safe. Its row belongs to the writing thread; what readers see of it is
 * the head, which changes only after a commit.
 */
final class SqliteRoomLog implements RoomLog {
    private final SqliteQueue queue;
    private final SqliteReaders readers;
    private final Tail tail;
    private final Runnable onClose;
    private final Wakes wakes = new Wakes();
    private volatile SqliteRoom row;
    private volatile Head head;
    private volatile boolean closed;
    private long damagedAt;

    SqliteRoomLog(SqliteRoom row, SqliteQueue queue, SqliteReaders readers, TailBudget budget, Runnable onClose) {
        this.row = row;
        this.queue = queue;
        this.readers = readers;
        this.onClose = onClose;
        tail = new Tail(budget);
        head = row.head();
        damagedAt = row.damaged();
    }

    @Override
    public String room() {
        return row.key();
    }

    @Override
    public String name() {
        return row.name();
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        Optional<Reason> refused = closed
                ? Optional.of(Reason.STOPPED)
                : queue.offer(new SqliteWrite.Append(this, draft, draft.sizeBytes(), done));
        return refused.isPresent() ? CompletableFuture.completedStage(new Refused(refused.get())) : done;
    }

    @Override
    public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        Head now = head;
        Objects.checkIndex(n, now.n() + 1);
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        long after = Math.max(n, now.first() - 1);
        List<Entry> found = after == now.n() ? List.of() : tail.after(after + 1, now.n(), entriesMax, bytesMax);
        if (found != null) {
            return CompletableFuture.completedStage(new Page(after, found, now, 0));
        }
        return read((pages, at) -> pages.after(row.r(), at, n, entriesMax, bytesMax));
    }

    @Override
    public CompletionStage<Page> messagesBefore(long n, int entriesMax, int bytesMax) {
        Head now = head;
        Objects.checkIndex(n - 1, now.n() + 1);
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        List<Entry> found = n <= now.first() ? List.of() : tail.messages(now.first(), n - 1, entriesMax, bytesMax);
        if (found != null) {
            long after = found.isEmpty() ? now.first() - 1 : found.get(0).n() - 1;
            return CompletableFuture.completedStage(new Page(after, found, now, 0));
        }
        return read((pages, at) -> pages.messagesBefore(row.r(), at, n, entriesMax, bytesMax));
    }

    private CompletionStage<Page> read(PageRead read) {
        return readers.submit((connection, pages) -> {
            Page page;
            Head before;
            do {
                before = head;
                page = read.run(pages, before);
                // A body erased meanwhile must not go out after the erasure has been acknowledged.
            } while (head.erasures() != before.erasures());
            return page.damagedAt() == 0 ? page : found(page);
        });
    }

    /** Makes the room read-only for the damage that {@code page} came to, and remembers that beyond a restart. */
    private Page found(Page page) {
        if (!head.readOnly()) {
            Threads.LOGGER.log(
                    System.Logger.Level.ERROR,
                    "room " + room() + " is damaged at " + page.damagedAt() + " and read-only now");
            damaged(page.damagedAt());
            queue.offer(new SqliteWrite.Damage(this, page.damagedAt()));
        }
        Head at = page.head();
        Head readOnly = new Head(at.epoch(), at.first(), at.n(), at.m(), at.erasures(), true);
        return new Page(page.after(), page.entries(), readOnly, page.damagedAt());
    }

    @Override
    public CompletionStage<Map<String, String>> state() {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        long r = row.r();
        if (r == 0) {
            return CompletableFuture.completedStage(Map.of());
        }
        return readers.submit((connection, pages) -> {
            Optional<Map<String, String>> states = pages.states(r);
            if (states.isEmpty()) {
                damaged(Math.max(1, head.n()));
                throw new IOException("the state of room " + room() + " is damaged");
            }
            return states.get();
        });
    }

    @Override
    public CompletionStage<Head> trim(long first) {
        CompletableFuture<Head> done = new CompletableFuture<>();
        if (closed || !queue.offer(new SqliteWrite.Trim(this, first, done))) {
            done.complete(head);
        }
        return done;
    }

    @Override
    public void onGrowth(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        wakes.clear();
        tail.close();
        onClose.run();
    }

    /** The room as of the last commit; for the writing thread. */
    SqliteRoom row() {
        return row;
    }

    /** Makes committed entries readable: the tail first, so that whoever sees the head finds the entries in memory. */
    void grown(SqliteRoom newRow, List<Entry> added, List<Long> erased) {
        added.forEach(tail::add);
        erased.forEach(tail::erase);
        moved(newRow);
    }

    void wake() {
        wakes.run(room());
    }

    void trimmed(SqliteRoom newRow) {
        moved(newRow);
        tail.trim(newRow.first());
    }

    private synchronized void moved(SqliteRoom newRow) {
        row = damagedAt == 0 ? newRow : newRow.damaged(damagedAt);
        head = row.head();
    }

    /** Refuses appends from now on. */
    synchronized void damaged(long n) {
        if (damagedAt == 0) {
            damagedAt = n;
            row = row.damaged(n);
            head = row.head();
        }
    }

    private interface PageRead {
        Page run(SqlitePages pages, Head head) throws java.sql.SQLException;
    }
}
