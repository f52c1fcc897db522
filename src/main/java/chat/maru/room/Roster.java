package chat.maru.room;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is in a room: identities, however many connections each has. Thread-safe; owned by its {@link Room}. Not durable,
 * and not history: a reader gets the latest, told apart by {@link #version}.
 */
public final class Roster {
    private final Map<String, Presence> presences = new LinkedHashMap<>();
    private long version;

    /** Adds one connection of an identity; true if the identity was not here before. */
    synchronized boolean join(Member member) {
        Presence before = presences.get(member.id());
        int connections = before == null ? 1 : before.connections() + 1;
        presences.put(member.id(), new Presence(member.name(), connections));
        version++;
        return before == null;
    }

    /** Removes one connection of an identity; true if that was its last. */
    synchronized boolean leave(Member member) {
        Presence before = presences.get(member.id());
        if (before == null) {
            return false;
        }
        version++;
        if (before.connections() == 1) {
            presences.remove(member.id());
            return true;
        }
        presences.put(member.id(), new Presence(before.name(), before.connections() - 1));
        return false;
    }

    /** Identities and their labels, in the order in which they came. */
    public synchronized Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        presences.forEach((id, presence) -> members.put(id, presence.name()));
        return members;
    }

    /** How many identities are here. */
    public synchronized int count() {
        return presences.size();
    }

    /** Grows with every change. */
    public synchronized long version() {
        return version;
    }

    private record Presence(String name, int connections) {}
}
