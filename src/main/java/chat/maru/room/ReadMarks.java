package chat.maru.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the members of a room have read, as they said since the room was opened. Thread-safe; owned by its
 * {@link LiveState}. The store keeps the marks; this tells the others, in a room of at most 100. Published like the
 * {@link Roster}.
 */
final class ReadMarks {
    /** In a larger room nobody is told: that would be a line for each member and each message. */
    private static final int MEMBERS_MAX = 100;

    /** In a room of any size, so many identities may have marks that wait for the store. */
    private static final int UNSTORED_MAX = 10_000;

    /**
     * So many guests have a mark that is kept: they come by the thousand, and few come back. Of the others all have.
     */
    static final int GUESTS_MAX = 10_000;

    /** So many marks are stored before those of guests are counted again, which takes as long as there are many. */
    private static final int UNCOUNTED_MAX = 1_000;

    private int uncounted = UNCOUNTED_MAX;
    private final Map<String, Long> unstored = new LinkedHashMap<>();
    private final Map<String, Long> storing = new LinkedHashMap<>();
    private final Map<String, Long> marks = new LinkedHashMap<>();
    private final Map<String, Long> changes = new LinkedHashMap<>();

    /** What other nodes have to be told. */
    private final Map<String, Long> told = new LinkedHashMap<>();

    private volatile Live<Map<String, Long>> live = new Live<>(0, 0, Map.of(), Map.of());

    /** An identity says how far it has read. */
    synchronized void read(String id, long n) {
        if (unstored.size() < UNSTORED_MAX || unstored.containsKey(id)) {
            unstored.merge(id, n, Math::max);
        }
    }

    /** How far an identity has read, if that waits for the store; else 0. */
    synchronized long unstored(String id) {
        return Math.max(unstored.getOrDefault(id, 0L), storing.getOrDefault(id, 0L));
    }

    /** What has to be stored now; each is {@link #settled} by the store, whatever comes of it. */
    synchronized Map<String, Long> takeUnstored() {
        Map<String, Long> taken = copy(unstored);
        storing.putAll(taken);
        uncounted += taken.size();
        unstored.clear();
        return taken;
    }

    /** Whether so many have been taken that those of guests may be too many; at first they may be. */
    synchronized boolean isToCount() {
        boolean due = uncounted > UNCOUNTED_MAX;
        uncounted = due ? 0 : uncounted;
        return due;
    }

    /** The store is done with a mark. */
    synchronized void settled(String id, long n) {
        storing.remove(id, n);
    }

    /** The store has the mark, and it is new to the others unless it is no further than the one they know. */
    synchronized void stored(String id, long n) {
        if (learn(id, n)) {
            told.put(id, n);
        }
    }

    /** Another node tells that its store has the mark. */
    synchronized void hear(String id, long n) {
        learn(id, n);
    }

    private boolean learn(String id, long n) {
        Long before = marks.get(id);
        boolean news = before == null ? n > 0 && marks.size() < MEMBERS_MAX : before < n;
        if (news) {
            marks.put(id, n);
            changes.put(id, n);
        }
        return news;
    }

    synchronized boolean tick(int members) {
        if (changes.isEmpty() || members > MEMBERS_MAX) {
            changes.clear();
            told.clear();
            return false;
        }
        live = live.next(copy(marks), copy(changes));
        changes.clear();
        return true;
    }

    /** Takes what other nodes have to be told of the room with that key. */
    synchronized List<Told> told(String room) {
        List<Told> taken = new ArrayList<>();
        told.forEach((id, n) -> taken.add(new Told.Reads(room, id, n)));
        told.clear();
        return taken;
    }

    private static Map<String, Long> copy(Map<String, Long> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What was published last. Never blocks. */
    Live<Map<String, Long>> live() {
        return live;
    }
}
