package chat.maru.room;

import chat.maru.log.Neighbours;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What this node tells the others: who is in its rooms, and what else there is to tell once. Not thread-safe; owned by
 * {@link Abroad}.
 */
final class Telling {
    /** So often something is said, if only that this node is there: once in a round of the watch, which is a second. */
    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    /** At a beat so many bulletins are said: some 8,000 members in half a megabyte, also where everybody is told. */
    private static final int BULLETINS_MAX = 8;

    /** Beyond so much that waits, it is cheaper to forget it and to tell everything. */
    private static final int WAITING_MAX = 200_000;

    private final Neighbours neighbours;

    /** By the room's key, and then by identity. */
    private final Map<String, Map<String, Told.Here>> seats = new HashMap<>();

    /** Who was in a room when that was closed, and the beat before: they may be loading the page again. */
    private final Map<Told.Gone, Long> leaving = new LinkedHashMap<>();

    private final Queue<Told> waiting = new ArrayDeque<>();
    private boolean isAsked;
    private long number;
    private long saidNanos = System.nanoTime() - BEAT_NANOS;

    Telling(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    void add(Told told) {
        if (told instanceof Told.Here here) {
            seats.computeIfAbsent(here.room(), room -> new HashMap<>()).put(here.id(), here);
            leaving.remove(new Told.Gone(here.room(), here.id()));
        } else if (told instanceof Told.Gone gone) {
            seats.computeIfPresent(gone.room(), (room, ids) -> {
                ids.remove(gone.id());
                return ids.isEmpty() ? null : ids;
            });
        }
        waiting.add(told);
    }

    /** A room was closed, and whoever was in it goes unless they come back. */
    void closed(String room) {
        seats.getOrDefault(room, Map.of()).keySet().forEach(id -> leaving.put(new Told.Gone(room, id), saidNanos));
    }

    /** Another node wants to know everything. */
    void asked() {
        isAsked = true;
    }

    /** Whether it is time to say something. */
    boolean isDue(long now) {
        return now - saidNanos >= BEAT_NANOS;
    }

    void say(long now) {
        saidNanos = now;
        leaving.entrySet().removeIf(entry -> {
            boolean isGone = now - entry.getValue() > Roster.GRACE_NANOS + BEAT_NANOS;
            if (isGone) {
                add(entry.getKey());
            }
            return isGone;
        });
        if (waiting.size() > WAITING_MAX) {
            waiting.clear();
            isAsked = true;
        }
        // Whoever hears one from its middle on asks again, and for that one has to be told to its end.
        if (isAsked && !waiting.contains(new Told.End())) {
            isAsked = false;
            waiting.add(new Told.Begin());
            seats.values().forEach(ids -> waiting.addAll(ids.values()));
            waiting.add(new Told.End());
        }
        for (int said = 0; said == 0 || (said < BULLETINS_MAX && !waiting.isEmpty()); said++) {
            neighbours.say(Bulletin.bytes(neighbours.self(), ++number, waiting));
        }
    }
}
