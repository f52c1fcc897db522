package chat.maru.endpoint;

import chat.maru.log.Entry;
import chat.maru.log.Page;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import chat.maru.room.Take;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What many members of one room need, made once: its newest entries on a {@link Tape} for each wire, and for those who
 * are further behind the batches that they take. Thread-safe; shared by the connections of a room.
 *
 * <p>Batches are held weakly: one lives while somebody sends it. Its key has the log's count of erasures, so text that
 * was deleted is never taken from here again.
 */
final class Batches {
    private static final int SLOTS = 8;

    private final FrameEncoder encoder;
    private final Limits limits;
    private final List<Slot> slots = new ArrayList<>(SLOTS);
    private final Map<Wire, Tape> tapes = new ConcurrentHashMap<>();
    private int oldest;

    Batches(FrameEncoder encoder, Limits limits) {
        this.encoder = encoder;
        this.limits = limits;
    }

    /** What comes next for a reader, if the tape has it; see {@link Tape#next}. */
    Optional<Strip> next(Wire wire, Cursor cursor, int framesMax) {
        // Asked again after every send, and nearly always answered here.
        if (!cursor.readsOn(cursor.head())) {
            return Optional.empty();
        }
        return tapes.computeIfAbsent(wire, key -> new Tape(wire, limits)).next(cursor, framesMax);
    }

    /** Called about once a second. */
    void rest() {
        tapes.values().forEach(Tape::rest);
    }

    /** The frames that carry this batch on this wire; empty where the wire carries none of it. */
    synchronized List<Parcel> frames(Wire wire, Take.Batch batch) {
        Key key = new Key(wire, batch);
        for (Slot slot : slots) {
            List<Parcel> frames = slot.key().equals(key) ? slot.frames().get() : null;
            if (frames != null) {
                return frames;
            }
        }
        List<Parcel> frames = encode(wire, batch.page());
        remember(new Slot(key, new WeakReference<>(frames)));
        return frames;
    }

    private List<Parcel> encode(Wire wire, Page page) {
        List<String> objects = new ArrayList<>(page.entries().size());
        for (Entry entry : page.entries()) {
            String object = wire.entry(entry, page.head().epoch());
            if (!object.isEmpty()) {
                objects.add(object);
            }
        }
        return encoder.frames(wire, objects, limits);
    }

    private void remember(Slot slot) {
        if (slots.size() < SLOTS) {
            slots.add(slot);
            return;
        }
        slots.set(oldest, slot);
        oldest = (oldest + 1) % SLOTS;
    }

    private record Slot(Key key, WeakReference<@Nullable List<Parcel>> frames) {}

    private record Key(Wire wire, String epoch, long after, long last, long erasures) {
        Key(Wire wire, Take.Batch batch) {
            this(
                    wire,
                    batch.page().head().epoch(),
                    batch.after(),
                    batch.page().last(),
                    batch.page().head().erasures());
        }
    }
}
