package chat.maru.room;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a room and is no history: who is here, who types, how far the members have read; on this node and on
 * the others. Thread-safe; owned by its {@link Room}.
 */
final class LiveState {
    private final String room;
    private final Roster roster;
    private final Typists typists = new Typists();
    private final ReadMarks readMarks = new ReadMarks();

    /** @param room its key */
    LiveState(String room, int nameCodePointsMax) {
        this.room = room;
        this.roster = new Roster(room, nameCodePointsMax);
    }

    Roster roster() {
        return roster;
    }

    Typists typists() {
        return typists;
    }

    ReadMarks readMarks() {
        return readMarks;
    }

    /** Publishes what has changed; true if anything has. */
    boolean tick(long now) {
        boolean changed = roster.tick(now);
        changed |= typists.tick(now);
        changed |= readMarks.tick(roster.live().whole().count());
        return changed;
    }

    /** Takes what has changed here since, for the other nodes. */
    List<Told> told() {
        List<Told> told = new ArrayList<>(roster.told());
        told.addAll(typists.told(room));
        told.addAll(readMarks.told(room));
        return told;
    }
}
