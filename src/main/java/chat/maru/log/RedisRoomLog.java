package chat.maru.log;

import chat.maru.log.Receipt.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One room of a {@link RedisLogStore}, as this node knows it. Thread-safe. Only the writing thread moves it, by its own
 * commits and by what it finds of other nodes'; readers see the head, which changes when entries have become readable.
 */
final class RedisRoomLog implements RoomLog {
    private final RedisLogStore store;
    private final String room;
    private final String givenName;
    private final RedisKeys keys;
    private final RedisReads reads;
    private final Tail tail;
    private final Wakes wakes = new Wakes();
    private final AtomicBoolean isWanted = new AtomicBoolean();
    private volatile RedisRoom row;
    private volatile Head head;
    private volatile boolean closed;
    private long damagedAt;
    private boolean known;
    private boolean hasGrown;

    /** @param known where this node last saw the room, or {@code null} */
    RedisRoomLog(RedisLogStore store, String room, String name, @Nullable RedisRoom known, Tail tail) {
        this.store = store;
        this.room = room;
        givenName = name;
        keys = RedisKeys.of(room);
        reads = new RedisReads(this, store.readers());
        this.tail = tail;
        this.known = known != null;
        row = known == null ? RedisRoom.empty(store.epoch(room)) : known;
        head = row.head();
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public String name() {
        RedisRoom now = row;
        return now.n() == 0 ? givenName : now.name();
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        CompletableFuture<Receipt> done = new CompletableFuture<>();
        Optional<Receipt.Reason> refused = closed
                ? Optional.of(Receipt.Reason.STOPPED)
                : store.queue().offer(new RedisWrite.Append(this, draft, draft.sizeBytes(), done));
        return refused.isPresent() ? CompletableFuture.completedStage(new Refused(refused.get())) : done;
    }

    @Override
    public CompletionStage<Optional<Position>> find(String author, String id) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        RedisWrite.Find find = new RedisWrite.Find(this, author, id, new CompletableFuture<>());
        store.queue().offer(find).ifPresent(find::refuse);
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

    @Override
    public CompletionStage<Long> read(String author) {
        return closed ? CompletableFuture.failedStage(new StoreClosed()) : reads.read(author);
    }

    @Override
    public CompletionStage<Long> markRead(String author, long n) {
        return closed ? CompletableFuture.failedStage(new StoreClosed()) : reads.markRead(author, n);
    }

    @Override
    public CompletionStage<Integer> forgetReads(String prefix, int authorsMax) {
        return closed ? CompletableFuture.failedStage(new StoreClosed()) : reads.forgetReads(prefix, authorsMax);
    }

    @Override
    public CompletionStage<Map<String, String>> state() {
        return closed ? CompletableFuture.failedStage(new StoreClosed()) : reads.state();
    }

    @Override
    public CompletionStage<Head> trim(long first) {
        return closed
                ? CompletableFuture.completedStage(head)
                : change(RedisChange.Kind.TRIM, first).exceptionally(failure -> head);
    }

    @Override
    public CompletionStage<Head> clear() {
        return closed ? CompletableFuture.failedStage(new StoreClosed()) : change(RedisChange.Kind.CLEAR, 0);
    }

    /** Brings this log up to where Redis stands. */
    CompletionStage<Head> follow() {
        return change(RedisChange.Kind.FOLLOW, 0);
    }

    /** Has this log followed soon, because there may be something new. Any thread. */
    void wanted() {
        if (isWanted.compareAndSet(false, true)) {
            follow().exceptionally(failure -> {
                following();
                return head;
            });
        }
    }

    /** The log is being followed: what is new from now on is another matter. */
    void following() {
        isWanted.set(false);
    }

    private CompletionStage<Head> change(RedisChange.Kind kind, long n) {
        CompletableFuture<Head> done = new CompletableFuture<>();
        if (!store.queue().offer(new RedisWrite.Change(this, kind, n, done))) {
            done.completeExceptionally(new StoreClosed());
        }
        return done;
    }

    @Override
    public Restore restore() {
        return new RedisRestore(this, store);
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
        store.closed(this);
    }

    RedisKeys keys() {
        return keys;
    }

    boolean isClosed() {
        return closed;
    }

    RedisLogStore store() {
        return store;
    }

    /** The room's row as this node last found or made it. */
    RedisRoom row() {
        return row;
    }

    /** What Redis must have as the room's row for {@link #row} to be true. */
    String expected() {
        RedisRoom now = row;
        return now.n() == 0 && now.epoch().equals(era()) ? "" : now.text();
    }

    /** In which era the room is, see {@link RedisEras}. */
    String era() {
        return store.epoch(room);
    }

    /** Whether {@link #row} was ever found in Redis. Asked by the writing thread, as all that follows is called. */
    boolean isKnown() {
        return known;
    }

    /** Makes entries readable that follow what is there: the tail first, so that who sees the head finds them. */
    void grown(RedisRoom newRow, List<Entry> added, List<Long> erased) {
        tail.grown(added, erased);
        moved(newRow);
    }

    /** Goes on at a later place of the same epoch; what lies between is read from Redis. */
    void jumped(RedisRoom newRow) {
        tail.trim(Long.MAX_VALUE);
        moved(newRow);
    }

    /** Goes on with another past. */
    void replaced(RedisRoom newRow) {
        if (known && !newRow.epoch().equals(row.epoch())) {
            store.left(room, row.epoch());
        }
        // First: whoever sees the new head must not find the entries of the old past.
        tail.trim(Long.MAX_VALUE);
        synchronized (this) {
            damagedAt = 0;
            // Under the monitor, as damage is: who read the room that was must not hold this one for damaged.
            moved(newRow);
        }
        known = true;
    }

    synchronized void moved(RedisRoom newRow) {
        if (known) {
            store.counted(room, row, newRow);
        }
        hasGrown |= newRow.n() != row.n() || !newRow.epoch().equals(row.epoch());
        boolean isTrimmed = newRow.first() > row.first();
        row = newRow;
        head = (damagedAt == 0 ? newRow : newRow.damaged(damagedAt)).head();
        if (isTrimmed) {
            tail.trim(newRow.first());
        }
        if (closed) {
            store.movedClosed(room, newRow);
        }
    }

    /** Refuses appends from now on, and remembers why beyond a restart. */
    void damaged(RedisRoom newRow, long n) {
        tail.trim(Long.MAX_VALUE);
        synchronized (this) {
            moved(newRow);
        }
        remember(newRow.epoch(), n);
    }

    /**
     * Makes the room read-only for damage that a read of {@code epoch} came to. Says {@code false} where the room has
     * got another past meanwhile: what was read is no damage then.
     */
    boolean remember(String epoch, long n) {
        synchronized (this) {
            if (!row.epoch().equals(epoch)) {
                return false;
            }
            if (head.readOnly()) {
                return true;
            }
            damagedAt = Math.max(1, n);
            head = row.damaged(damagedAt).head();
        }
        Threads.LOGGER.log(System.Logger.Level.ERROR, "room " + room + " is damaged at " + n + " and read-only now");
        if (n > 0) {
            change(RedisChange.Kind.DAMAGE, n).exceptionally(failure -> head);
        }
        return true;
    }

    /** Tells the listeners if there is anything to tell. */
    void wake() {
        if (hasGrown) {
            hasGrown = false;
            wakes.run(room);
        }
    }
}
