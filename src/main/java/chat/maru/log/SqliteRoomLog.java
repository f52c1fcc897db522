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
    public CompletionStage<Optional<Position>> find(String author, String id) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        SqliteWrite.Find find = new SqliteWrite.Find(this, author, id, new CompletableFuture<>());
        queue.offer(find).ifPresent(find::refuse);
        return find.done();
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

    private CompletionStage<Page> read(PageRead read) {
        return readers.submit((connection, pages) -> {
            Page page;
            Head before;
            do {
                before = head;
                page = read.run(pages, before);
                // A body erased meanwhile must not go out after the erasure has been acknowledged.
            } while (head.erasures() != before.erasures());
            if (page.damagedAt() == 0) {
                return page;
            }
            remember(page.damagedAt());
            return new Page(page.after(), page.entries(), readOnly(page.head()), page.damagedAt());
        });
    }

    @Override
    public CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        Head now = head;
        History found = now.first() > now.n()
                ? new History(List.of(), now, false, false, 0)
                : tail.history(now, range, reader, entriesMax, bytesMax);
        if (found != null) {
            return CompletableFuture.completedStage(found);
        }
        return readers.submit((connection, pages) -> {
            History history;
            do {
                history = pages.history(row.r(), head, range, reader, entriesMax, bytesMax);
            } while (head.erasures() > history.head().erasures());
            if (history.damagedAt() != 0) {
                remember(history.damagedAt());
            }
            return new History(
                    history.messages(),
                    readOnly(history.head()),
                    history.older(),
                    history.newer(),
                    history.damagedAt());
        });
    }

    /** Makes the room read-only for damage that a read came to, and remembers that beyond a restart. */
    private void remember(long n) {
        if (!head.readOnly()) {
            Threads.LOGGER.log(
                    System.Logger.Level.ERROR, "room " + room() + " is damaged at " + n + " and read-only now");
            damaged(n);
            queue.offer(new SqliteWrite.Damage(this, n));
        }
    }

    /** {@code at} with what this log has found out about damage. */
    private Head readOnly(Head at) {
        return head.readOnly() ? new Head(at.epoch(), at.first(), at.n(), at.m(), at.erasures(), true) : at;
    }

    @Override
    public CompletionStage<Long> read(String author) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        long r = row.r();
        // Not beyond the head, whatever the disk says.
        return r == 0
                ? CompletableFuture.completedStage(0L)
                : readers.submit((connection, pages) -> Math.min(head.n(), pages.read(r, author)));
    }

    @Override
    public CompletionStage<Long> markRead(String author, long n) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        SqliteWrite.MarkRead mark = new SqliteWrite.MarkRead(this, author, n, new CompletableFuture<>());
        queue.offer(mark).ifPresent(mark::refuse);
        return mark.done();
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
        tail.grown(added, erased);
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
