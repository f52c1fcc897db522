package chat.maru.room;

import chat.maru.access.GuestSecret;
import chat.maru.access.NameKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One identity's place in a {@link Roster}, by which it is guarded. */
final class Seat {
    final String id;

    /** Whether more than a secret says who this is. */
    final boolean vouched;

    /** Its connections to this node. */
    final List<Member> members = new ArrayList<>();

    /** The other nodes that have told that it is there, and what each said last. */
    final Map<String, Told.Here> nodes = new HashMap<>();

    /** Whether it is here by connections to this node, or by those that it had a moment ago. */
    boolean isOwn;

    long leftNanos;
    String name = "";

    /** The name without the number that it may have got. */
    String wanted = "";

    /** Grows with each name; of two nodes that named it at once the greater one holds. */
    long stamp;

    Set<String> looks = Set.of();

    Seat(String id) {
        this.id = id;
        this.vouched = !id.startsWith(GuestSecret.ID_PREFIX);
    }

    /** What other nodes call it: of several names the one that was given last. */
    Optional<Told.Here> called() {
        return nodes.values().stream()
                .max(Comparator.comparingLong(Told.Here::stamp).thenComparing(Told.Here::name));
    }

    /** Whether the name that other nodes have for it holds, and not this one. */
    boolean isRenamedBy(Told.Here here) {
        if (isOwn) {
            return here.stamp() > stamp || (here.stamp() == stamp && here.name().compareTo(name) > 0);
        }
        // What is known here may be too new: somebody who leaves everywhere and comes back has stamps that begin anew,
        // and the node that gave the last name may have left before it was heard by all.
        return here.stamp() != stamp || !here.name().equals(name);
    }

    /** Of two that got names alike at once, from two nodes: whether this one keeps it. The same on every node. */
    boolean isBefore(Seat other) {
        return vouched == other.vouched ? id.compareTo(other.id) < 0 : vouched;
    }

    void call(String newName) {
        name = newName;
        looks = NameKey.of(newName).looks();
    }
}
