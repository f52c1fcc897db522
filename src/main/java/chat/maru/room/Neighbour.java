package chat.maru.room;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another node, as far as it has been heard: who is in its rooms. Not thread-safe; owned by {@link Abroad}.
 *
 * <p>Its bulletins are numbered. Whoever has missed one asks for the whole, and has it when the node has told that from
 * beginning to end.
 */
final class Neighbour {
    private final String node;

    /** By the room's key, and then by identity. */
    private final Map<String, Map<String, Told.Here>> seats = new HashMap<>();

    private long number;
    private long heardNanos;
    private boolean isWhole;
    private int count;
    private long askedNanos;

    /** Who was there before the whole that is being told, and has not been told of since; or {@code null}. */
    private @Nullable Set<Told.Gone> unseen;

    /** @param number of the bulletin that is heard first */
    Neighbour(String node, long number) {
        this.node = node;
        this.number = number - 1;
        // Its very first has nothing before it.
        this.isWhole = number == 1;
    }

    String node() {
        return node;
    }

    /** Notes that it lives, and whether anything was missed; {@code false} for what was said before and comes late. */
    boolean heard(long heardNumber, long now) {
        if (heardNumber <= number) {
            return false;
        }
        if (heardNumber != number + 1) {
            isWhole = false;
            unseen = null;
        }
        number = heardNumber;
        heardNanos = now;
        return true;
    }

    long silentNanos(long now) {
        return now - heardNanos;
    }

    /** Whether it is to be asked for the whole; not again so soon, for it takes its time. */
    boolean isToAsk(long now, long againNanos) {
        boolean isDue = !isWhole && unseen == null && (askedNanos == 0 || now - askedNanos > againNanos);
        askedNanos = isDue ? now : askedNanos;
        return isDue;
    }

    /** Who is in its room with that key, by identity. */
    Map<String, Told.Here> in(String room) {
        return seats.getOrDefault(room, Map.of());
    }

    /** How many identities it has, counted in each room. */
    int count() {
        return count;
    }

    void add(Told.Here here) {
        Told.Here before =
                seats.computeIfAbsent(here.room(), room -> new HashMap<>()).put(here.id(), here);
        count += before == null ? 1 : 0;
        if (unseen != null) {
            unseen.remove(new Told.Gone(here.room(), here.id()));
        }
    }

    void remove(Told.Gone gone) {
        seats.computeIfPresent(gone.room(), (room, ids) -> {
            count -= ids.remove(gone.id()) == null ? 0 : 1;
            return ids.isEmpty() ? null : ids;
        });
    }

    /** It begins to tell the whole. */
    void begin() {
        unseen = everybody();
    }

    /** It has told the whole; gives who is not there any more. */
    Set<Told.Gone> end() {
        Set<Told.Gone> gone = unseen == null ? Set.of() : unseen;
        isWhole |= unseen != null;
        unseen = null;
        return gone;
    }

    /** Everybody that it has, as if they were going. */
    Set<Told.Gone> everybody() {
        Set<Told.Gone> everybody = new HashSet<>();
        seats.forEach((room, ids) -> ids.keySet().forEach(id -> everybody.add(new Told.Gone(room, id))));
        return everybody;
    }
}
