package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One room of a {@link MemoryLogStore}. Thread-safe: its monitor guards all it holds, and no listener runs under it.
 */
final class MemoryRoomLog implements RoomLog {
    /** What a read mark costs beside its author's text. */
    private static final int MARK_BYTES = 120;

    private final MemoryLogStore store;
    private final String room;
    private final String name;
    private final Ring ring = new Ring();
    private final MemoryIds ids = new MemoryIds();
    private final Map<String, String> state = new HashMap<>();
    private final Map<String, Long> reads = new HashMap<>();
    private final Wakes wakes = new Wakes();
    private Digest chain = Digest.ZERO;
    private long atMillis;
    private volatile Head head;

    MemoryRoomLog(MemoryLogStore store, String room, String name) {
        this.store = store;
        this.room = room;
        this.name = name;
        head = new Head(store.epoch(), 1, 0, 0, 0, false);
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
        MemoryIds.Known known = ids.find(draft.author(), draft.id());
        if (known != null) {
            return isSame(known, draft)
                    ? new Stored(new Position(head.epoch(), known.n), true)
                    : new Refused(Reason.ID_REUSED);
        }
        Target target = ring.holds(draft.of()) ? Target.of(ring.get(draft.of())) : null;
        Optional<Reason> refusal = Target.refusal(draft, target);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Entry entry = next(draft, Target.isErased(draft, target));
        if (!makeRoom(entry.sizeBytes() + MemoryIds.costBytes(draft))) {
            return new Refused(Reason.STORE_FULL);
        }
        add(entry, draft);
        return new Stored(head.position(), false);
    }

    private boolean isSame(MemoryIds.Known known, Draft draft) {
        if (!known.kind.equals(draft.kind()) || known.of != draft.of()) {
            return false;
        }
        Body body = ring.holds(known.n) ? ring.get(known.n).body() : null;
        return body == null || body.content().equals(draft.content());
    }

    private Entry next(Draft draft, boolean isErased) {
        long n = head.n() + 1;
        long m = head.m() + (draft.kind().equals(Kind.MESSAGE) ? 1 : 0);
        long at = Math.max(atMillis, store.clock().millis());
        Body body = new Body(draft.name(), draft.content(), store.salts().next());
        Digest hash = Chain.hash(body);
        Digest next = Chain.next(chain, n, draft.kind(), draft.author(), draft.id(), at, draft.of(), m, hash);
        return new Entry(
                n, draft.kind(), draft.author(), draft.id(), at, draft.of(), m, hash, next, isErased ? null : body);
    }

    /**
     * Takes {@code needed} bytes, and drops as many of this room's oldest entries as that takes; or changes nothing.
     */
    private boolean makeRoom(long needed) {
        MemoryBytes bytes = store.bytes();
        long now = store.clock().millis();
        bytes.free(ids.forget(IdHorizon.PROMISED, head.n(), now));
        if (bytes.missing(needed) > 0) {
            bytes.free(ids.forget(new IdHorizon(IdHorizon.PROMISED.ids(), 0), head.n(), now));
        }
        long held = head.n() - head.first() + 1;
        long drops = held == store.entriesPerRoomMax() ? 1 : 0;
        long freed = drops == 0 ? 0 : ring.get(head.first()).sizeBytes();
        while (bytes.missing(needed - freed) > 0 && drops < held) {
            freed += ring.get(head.first() + drops).sizeBytes();
            drops++;
        }
        if (!bytes.exchange(freed, needed)) {
            return false;
        }
        drop(head.first() + drops);
        return true;
    }

    private void add(Entry entry, Draft draft) {
        ring.add(entry);
        ids.add(entry);
        chain = entry.chain();
        atMillis = entry.atMillis();
        draft.state().forEach((key, value) -> {
            if (value.isEmpty()) {
                state.remove(key);
            } else {
                state.put(key, value);
            }
        });
        long erasures = head.erasures() + (entry.body() == null ? 1 : 0);
        if (draft.kind().equals(Kind.DELETE)) {
            erasures += erase(draft.of());
        }
        head = new Head(head.epoch(), head.first(), entry.n(), entry.m(), erasures, false);
    }

    /** Takes the body of the message at {@code of} and of its edits; says how many there were. */
    private int erase(long of) {
        int erased = 0;
        for (long n = Math.max(of, head.first()); n <= head.n(); n++) {
            Entry entry = ring.get(n);
            boolean goes = n == of || (entry.kind().equals(Kind.EDIT) && entry.of() == of);
            if (goes && entry.body() != null) {
                ring.replace(entry.erased());
                store.bytes().free(entry.sizeBytes() - entry.erased().sizeBytes());
                erased++;
            }
        }
        return erased;
    }

    @Override
    public synchronized CompletionStage<Optional<Position>> find(String author, String id) {
        MemoryIds.Known known = ids.find(author, id);
        return read(known == null ? Optional.empty() : Optional.of(new Position(head.epoch(), known.n)));
    }

    @Override
    public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        Page page;
        synchronized (this) {
            Head now = head;
            Objects.checkIndex(n, now.n() + 1);
            long after = Math.max(n, now.first() - 1);
            List<Entry> entries =
                    after == now.n() ? List.of() : ring.ascending(after + 1, now.n(), entriesMax, bytesMax);
            page = new Page(after, entries, now, 0);
        }
        return read(page);
    }

    @Override
    public synchronized CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return read(new RingHistory(ring, head, range, reader).read(entriesMax, bytesMax));
    }

    @Override
    public synchronized CompletionStage<Long> read(String author) {
        return read(reads.getOrDefault(author, 0L));
    }

    @Override
    public synchronized CompletionStage<Long> markRead(String author, long n) {
        long before = reads.getOrDefault(author, 0L);
        long to = Math.min(n, head.n());
        boolean isNew = before == 0;
        if (to > before && (!isNew || store.bytes().exchange(0, MARK_BYTES + 2L * author.length()))) {
            reads.put(author, to);
        }
        return read(reads.getOrDefault(author, 0L));
    }

    @Override
    public synchronized CompletionStage<Map<String, String>> state() {
        return read(Map.copyOf(state));
    }

    @Override
    public CompletionStage<Head> trim(long first) {
        synchronized (this) {
            if (first > head.first() && first <= head.n() + 1) {
                store.bytes().free(drop(first));
            }
            return read(head);
        }
    }

    /** Drops the entries below {@code first}; says how many bytes they had. */
    private long drop(long first) {
        long freed = 0;
        while (!ring.isEmpty() && ring.first() < first) {
            Entry dropped = ring.dropOldest();
            ids.trimmed(dropped, head.n(), store.clock().millis());
            freed += dropped.sizeBytes();
        }
        head = new Head(head.epoch(), first, head.n(), head.m(), head.erasures(), false);
        return freed;
    }

    @Override
    public void onGrowth(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public void close() {
        wakes.clear();
        if (head.n() == 0) {
            store.forget(this);
        }
    }

    private <T> CompletionStage<T> read(@Nullable T found) {
        return store.isClosed() || found == null
                ? CompletableFuture.failedStage(new StoreClosed())
                : CompletableFuture.completedStage(found);
    }
}
