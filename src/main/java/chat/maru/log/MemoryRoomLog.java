package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One room of a {@link MemoryLogStore}. Thread-safe: its monitor guards all it holds, and no listener runs under it.
 */
final class MemoryRoomLog implements RoomLog {
    private final MemoryLogStore store;
    private final String room;
    private final String name;
    private final Wakes wakes = new Wakes();
    private MemoryRoom held;
    private volatile Head head;

    MemoryRoomLog(MemoryLogStore store, String room, String name) {
        this.store = store;
        this.room = room;
        this.name = name;
        held = new MemoryRoom(store, store.epoch(room));
        head = held.head();
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        Receipt receipt = stored(draft);
        if (receipt instanceof Stored stored && !stored.duplicate()) {
            wakes.run(room);
        }
        return CompletableFuture.completedStage(receipt);
    }

    private synchronized Receipt stored(Draft draft) {
        if (store.isClosed()) {
            return new Refused(Reason.STOPPED);
        }
        MemoryIds.Known known = held.known(draft.author(), draft.id());
        if (known != null) {
            return isSame(known, draft)
                    ? new Stored(new Position(head.epoch(), known.n), true)
                    : new Refused(Reason.ID_REUSED);
        }
        Target target = held.target(draft.of());
        Optional<Reason> refusal = Target.refusal(draft, target);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        boolean isErased = Target.isErased(draft.kind(), target);
        if (!isErased
                && draft.marks()
                && held.isFullFor(draft.of(), Mark.of(draft.content()).key())) {
            return new Refused(Reason.TOO_MANY_MARKS);
        }
        Entry entry = held.next(draft, isErased);
        if (!held.add(entry)) {
            return new Refused(Reason.STORE_FULL);
        }
        held.apply(draft, entry);
        head = held.head();
        return new Stored(head.position(), false);
    }

    private boolean isSame(MemoryIds.Known known, Draft draft) {
        if (!known.kind.equals(draft.kind()) || known.of != draft.of()) {
            return false;
        }
        Body body = held.ring().holds(known.n) ? held.ring().get(known.n).body() : null;
        return body == null || body.content().equals(draft.content());
    }

    @Override
    public synchronized CompletionStage<Optional<Position>> find(String author, String id) {
        MemoryIds.Known known = held.known(author, id);
        return read(known == null ? Optional.empty() : Optional.of(new Position(head.epoch(), known.n)));
    }

    @Override
    public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        Page page;
        synchronized (this) {
            Head now = head;
            long after = Math.max(n, now.first() - 1);
            List<Entry> entries =
                    after >= now.n() ? List.of() : held.ring().ascending(after + 1, now.n(), entriesMax, bytesMax);
            page = n > now.n() ? Page.empty(now) : new Page(after, entries, now, 0);
        }
        return read(page);
    }

    @Override
    public synchronized CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return read(new RingHistory(held.ring(), head, range, reader).read(entriesMax, bytesMax));
    }

    @Override
    public synchronized CompletionStage<Long> read(String author) {
        return read(held.read(author));
    }

    @Override
    public synchronized CompletionStage<Long> markRead(String author, long n) {
        return read(held.markRead(author, n));
    }

    @Override
    public synchronized CompletionStage<Integer> forgetReads(String prefix, int authorsMax) {
        return read(held.forgetReads(prefix, authorsMax));
    }

    @Override
    public synchronized CompletionStage<Map<String, String>> state() {
        return read(Map.copyOf(held.state()));
    }

    @Override
    public CompletionStage<Head> trim(long first) {
        synchronized (this) {
            if (first > head.first() && first <= head.n() + 1) {
                held.trim(first);
                head = held.head();
            }
            return read(head);
        }
    }

    @Override
    public CompletionStage<Head> clear() {
        if (store.isClosed()) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        synchronized (this) {
            if (head.n() == 0) {
                return CompletableFuture.completedStage(head);
            }
            held.release();
            held = new MemoryRoom(store, Epochs.fresh());
            head = held.head();
        }
        wakes.run(room);
        return CompletableFuture.completedStage(head);
    }

    @Override
    public Restore restore() {
        return new MemoryRestore(this, store);
    }

    /** Makes the room what was restored. */
    Head restored(MemoryRoom restored) throws IOException {
        if (store.isClosed() || !store.holds(this)) {
            throw new StoreClosed();
        }
        synchronized (this) {
            if (head.n() != 0) {
                throw new RestoreRefused(RestoreRefused.Reason.OCCUPIED, 0, "the room has entries");
            }
            held = restored;
            head = held.head();
        }
        wakes.run(room);
        return head;
    }

    synchronized boolean hasWritten(String author) {
        return held.hasWritten(author);
    }

    @Override
    public void onGrowth(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public void close() {
        wakes.clear();
        // A room that was cleared has an epoch of its own to keep.
        if (head.n() == 0 && head.epoch().equals(store.epoch(room))) {
            store.forget(this);
        }
    }

    private <T> CompletionStage<T> read(@Nullable T found) {
        return store.isClosed() || found == null
                ? CompletableFuture.failedStage(new StoreClosed())
                : CompletableFuture.completedStage(found);
    }
}
