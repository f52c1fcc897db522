package chat.maru.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that one room in memory holds, in one epoch, and what of the store's bytes it takes for that. Not thread-safe:
 * the log holds its lock, and changes the head by nothing but what stands here.
 */
final class MemoryRoom {
    /** What a read mark costs beside its author's text. */
    private static final int MARK_BYTES = 120;

    private final MemoryLogStore store;
    private final Ring ring = new Ring();
    private final MemoryIds ids = new MemoryIds();
    private final Map<String, String> state = new HashMap<>();
    private final Map<String, Long> reads = new HashMap<>();
    private Digest chain = Digest.ZERO;
    private long atMillis;
    private long bytes;
    private Head head;

    MemoryRoom(MemoryLogStore store, String epoch) {
        this.store = store;
        head = new Head(epoch, 1, 0, 0, 0, 0, false);
    }

    Head head() {
        return head;
    }

    Ring ring() {
        return ring;
    }

    Map<String, String> state() {
        return state;
    }

    MemoryIds.@Nullable Known known(String author, String id) {
        return ids.find(author, id);
    }

    /** What entry {@code of} is, or {@code null} when it is not held. */
    @Nullable
    Target target(long of) {
        return ring.holds(of) ? Target.of(ring.get(of)) : null;
    }

    /** Whether a message takes no such mark any more: all that was said of it lies behind it in the ring. */
    boolean isFullFor(long of, String key) {
        Marks marks = new Marks();
        for (long n = of + 1; n <= head.n(); n++) {
            Entry entry = ring.get(n);
            if (entry.of() == of && entry.kind().equals(Kind.REACTION)) {
                marks.add(entry);
            }
        }
        return marks.isFullFor(key);
    }

    /** The entry that {@code draft} would be. */
    Entry next(Draft draft, boolean isErased) {
        Entry entry = draft.next(
                head.n(),
                head.m(),
                atMillis,
                chain,
                store.clock().millis(),
                store.salts().next());
        return isErased ? entry.erased() : entry;
    }

    /**
     * Adds {@code entry}, the next one, and drops as many of the oldest as that takes; {@code false} where the store
     * has no room even so, and nothing has changed.
     */
    boolean add(Entry entry) {
        if (!makeRoom(entry.sizeBytes() + MemoryIds.costBytes(entry.author(), entry.id()))) {
            return false;
        }
        long first = ring.isEmpty() ? entry.n() : head.first();
        ring.add(entry);
        ids.add(entry);
        chain = entry.chain();
        atMillis = entry.atMillis();
        moved(first, entry, entry.body() == null ? 1 : 0);
        return true;
    }

    private void moved(long first, Entry newest, long erased) {
        head = new Head(head.epoch(), first, newest.n(), newest.m(), head.erasures() + erased, head.states(), false);
    }

    private boolean makeRoom(long needed) {
        MemoryBytes all = store.bytes();
        long now = store.clock().millis();
        free(ids.forget(IdHorizon.PROMISED, head.n(), now));
        if (all.missing(needed) > 0) {
            free(ids.forget(new IdHorizon(IdHorizon.PROMISED.ids(), 0), head.n(), now));
        }
        long held = head.n() - head.first() + 1;
        long drops = held == store.entriesPerRoomMax() ? 1 : 0;
        long freed = drops == 0 ? 0 : ring.get(head.first()).sizeBytes();
        while (all.missing(needed - freed) > 0 && drops < held) {
            freed += ring.get(head.first() + drops).sizeBytes();
            drops++;
        }
        if (!exchange(freed, needed)) {
            return false;
        }
        drop(head.first() + drops);
        return true;
    }

    private boolean exchange(long freed, long taken) {
        boolean fits = store.bytes().exchange(freed, taken);
        bytes += fits ? taken - freed : 0;
        return fits;
    }

    private void free(long freed) {
        store.bytes().free(freed);
        bytes -= freed;
    }

    /** Gives back all bytes; the room is not used after that. */
    void release() {
        free(bytes);
    }

    /** What {@code draft} changes beside adding {@code entry}, which has been added. */
    void apply(Draft draft, Entry entry) {
        if (draft.kind().equals(Kind.DELETE)) {
            eraseMessage(draft.of());
        }
        if (!draft.hides().isEmpty()) {
            erase(1, of -> of.author().equals(draft.hides()) && of.n() < entry.n());
        }
        put(draft.state());
    }

    /** Takes the body of the message at {@code n} and those of its edits. */
    void eraseMessage(long n) {
        erase(n, entry -> entry.n() == n || (entry.kind().equals(Kind.EDIT) && entry.of() == n));
    }

    private void erase(long from, Predicate<Entry> goes) {
        int erased = 0;
        for (long n = Math.max(from, ring.first()); ring.holds(n); n++) {
            Entry entry = ring.get(n);
            if (entry.body() != null && goes.test(entry)) {
                ring.replace(entry.erased());
                free(entry.sizeBytes() - entry.erased().sizeBytes());
                erased++;
            }
        }
        moved(head.first(), ring.get(head.n()), erased);
    }

    /** Changes the state; an empty value removes its key. */
    void put(Map<String, String> changes) {
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                state.remove(key);
            } else {
                state.put(key, value);
            }
        });
        long states = changes.isEmpty() ? head.states() : head.n();
        head = new Head(head.epoch(), head.first(), head.n(), head.m(), head.erasures(), states, false);
    }

    void trim(long first) {
        free(drop(first));
    }

    /** Drops the entries below {@code first}; says how many bytes they had. */
    private long drop(long first) {
        long freed = 0;
        while (!ring.isEmpty() && ring.first() < first) {
            Entry dropped = ring.dropOldest();
            ids.trimmed(dropped, head.n(), store.clock().millis());
            freed += dropped.sizeBytes();
        }
        head = new Head(head.epoch(), first, head.n(), head.m(), head.erasures(), head.states(), false);
        return freed;
    }

    long read(String author) {
        return reads.getOrDefault(author, 0L);
    }

    /** Moves the mark of {@code author} up; the mark in force then. */
    long markRead(String author, long n) {
        long before = read(author);
        long to = Math.min(n, head.n());
        if (to > before && (before != 0 || exchange(0, MARK_BYTES + 2L * author.length()))) {
            reads.put(author, to);
        }
        return read(author);
    }

    /** Forgets the marks furthest back of the authors with {@code prefix}, until so many are left. */
    int forgetReads(String prefix, int authorsMax) {
        List<Map.Entry<String, Long>> furthest = reads.entrySet().stream()
                .filter(read -> read.getKey().startsWith(prefix))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .skip(authorsMax)
                .toList();
        for (Map.Entry<String, Long> read : furthest) {
            reads.remove(read.getKey());
            free(MARK_BYTES + 2L * read.getKey().length());
        }
        return furthest.size();
    }

    /** Whether an entry of {@code author} is held. */
    boolean hasWritten(String author) {
        for (long n = ring.first(); ring.holds(n); n++) {
            if (ring.get(n).author().equals(author) && ring.get(n).body() != null) {
                return true;
            }
        }
        return false;
    }
}
