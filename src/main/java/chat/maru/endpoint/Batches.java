package chat.maru.endpoint;

import chat.maru.log.Entry;
import chat.maru.log.Page;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Wire;
import chat.maru.room.Take;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest batches of one room as text, since a thousand members that are equally far need the same. Thread-safe;
 * shared by the connections of a room.
 *
 * <p>Held weakly: a batch lives while somebody sends it. Its key has the log's count of erasures, so text that was
 * deleted is never taken from here again.
 */
final class Batches {
    private static final int SLOTS = 8;

    private final FrameEncoder encoder;
    private final Limits limits;
    private final List<Slot> slots = new ArrayList<>(SLOTS);
    private int oldest;

    Batches(FrameEncoder encoder, Limits limits) {
        this.encoder = encoder;
        this.limits = limits;
    }

    /** The frames that carry this batch on this wire; empty where the wire carries none of it. */
    synchronized List<TextFrame> frames(Wire wire, Take.Batch batch) {
        Key key = new Key(wire, batch);
        for (Slot slot : slots) {
            List<TextFrame> frames = slot.key().equals(key) ? slot.frames().get() : null;
            if (frames != null) {
                return frames;
            }
        }
        List<TextFrame> frames = encode(wire, batch.page());
        remember(new Slot(key, new WeakReference<>(frames)));
        return frames;
    }

    private List<TextFrame> encode(Wire wire, Page page) {
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

    private record Slot(Key key, WeakReference<@Nullable List<TextFrame>> frames) {}

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
