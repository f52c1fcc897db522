package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One room of a {@link SqliteLogStore}. Thread-safe. Its row belongs to the writing thread; what readers see of it is
 * the head, which changes only after a commit.
 */
final class SqliteRoomLog implements RoomLog {
    private final SqliteQueue queue;
    private final SqliteReads reads;
    private final Tail tail;
    private final Clock clock;
    private final AtomicLong roomCount;
    private final Runnable onClose;
    private final Wakes wakes = new Wakes();
    private volatile SqliteRoom row;
    private volatile Head head;
    private volatile boolean closed;
    private long damagedAt;

    SqliteRoomLog(
            SqliteRoom row,
            SqliteQueue queue,
            SqliteReaders readers,
            Tail tail,
            AtomicLong roomCount,
            Clock clock,
            Runnable onClose) {
        this.row = row;
        this.queue = queue;
        reads = new SqliteReads(this, readers);
        this.roomCount = roomCount;
        this.onClose = onClose;
        this.tail = tail;
        this.clock = clock;
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
        return closed
                ? CompletableFuture.failedStage(new StoreClosed())
                : tail.readAfter(this::head, n, entriesMax, bytesMax, () -> reads.after(n, entriesMax, bytesMax));
    }

    @Override
    public CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return closed
                ? CompletableFuture.failedStage(new StoreClosed())
                : tail.history(
                        this::head,
                        range,
                        reader,
                        entriesMax,
                        bytesMax,
                        () -> reads.history(range, reader, entriesMax, bytesMax));
    }

    /**
     * Makes the room read-only for damage that a read came to, and remembers that beyond a restart; nothing to do for
     * 0. Says {@code false} where the room has been cleared since it stood {@code at}: what was read is no damage then.
     */
    boolean remember(SqliteRoom at, long n) {
        synchronized (this) {
            if (row.r() != at.r()) {
                return false;
            }
            if (n == 0 || head.readOnly()) {
                return true;
            }
            damaged(n);
        }
        Threads.LOGGER.log(System.Logger.Level.ERROR, "room " + room() + " is damaged at " + n + " and read-only now");
        queue.offer(new SqliteWrite.Damage(this, n));
        return true;
    }

    @Override
    public CompletionStage<Long> read(String author) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        return reads.read(author);
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
    public CompletionStage<Integer> forgetReads(String prefix, int authorsMax) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        SqliteWrite.ForgetReads forget =
                new SqliteWrite.ForgetReads(this, prefix, authorsMax, new CompletableFuture<>());
        queue.offer(forget).ifPresent(forget::refuse);
        return forget.done();
    }

    @Override
    public CompletionStage<Map<String, String>> state() {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        return reads.state();
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
    public CompletionStage<Head> clear() {
        SqliteWrite.Clear clear = new SqliteWrite.Clear(this, new CompletableFuture<>());
        if (closed || !queue.offer(clear)) {
            clear.fail(new StoreClosed());
        }
        return clear.done();
    }

    @Override
    public Restore restore() {
        return new SqliteRestore(this, queue, new Salts(), clock.millis());
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

    boolean isClosed() {
        return closed;
    }

    /** The room as of the last commit. */
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

    /**
     * Forgets the room's past. A reader who finds nothing where the room was must not take that for damage; it asks
     * under the same monitor.
     */
    void clear(SqliteLoose loose) throws SqliteFailure {
        synchronized (this) {
            moved(loose.clear(row));
        }
        tail.trim(Long.MAX_VALUE);
    }

    /** Makes the room what was restored. */
    void restored(SqliteRoom newRow) {
        moved(newRow);
        wake();
    }

    private synchronized void moved(SqliteRoom newRow) {
        if (Keys.isListed(newRow.key())) {
            roomCount.addAndGet(Long.signum(newRow.n()) - Long.signum(row.n()));
        }
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
}
