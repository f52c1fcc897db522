package chat.maru.bench.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The order of a room's messages: that in which the first of its members saw each. Every other member has to see the
 * same, without a hole. Owned by the loop's thread.
 */
final class Order {
    /** What a delivery was to the member who got it. */
    enum Verdict {
        /** What comes next. */
        NEXT,
        /** New, but others had it before something that this member has already. */
        LATE,
        /** The member had it. */
        AGAIN
    }

    private final Map<Integer, Integer> places = new HashMap<>();
    private int[] serials = new int[64];
    private int size;

    /** Judges, and notes it as seen. What is left out is no fault yet: it may come late, and counts as missing else. */
    Verdict see(Seen by, int serial) {
        int next = by.next;
        if (next >= 0 && next < size && serials[next] == serial) {
            by.next = next + 1;
            return Verdict.NEXT;
        }
        Integer known = places.get(serial);
        int at = known == null ? append(serial) : known;
        if (by.next < 0) {
            by.next = at;
        }
        if (at < by.next) {
            return by.holes.remove(at) ? Verdict.LATE : Verdict.AGAIN;
        }
        for (int hole = by.next; hole < at; hole++) {
            by.holes.add(hole);
        }
        by.next = at + 1;
        return Verdict.NEXT;
    }

    private int append(int serial) {
        if (size == serials.length) {
            serials = Arrays.copyOf(serials, size * 2);
        }
        serials[size] = serial;
        places.put(serial, size);
        return size++;
    }

    /** How many of its messages a member does not have. */
    int lacks(Seen by) {
        return size - Math.max(0, by.next) + by.holes.size();
    }

    /** How far a member is in the order. */
    static final class Seen {
        private int next = -1;
        private final Set<Integer> holes = new HashSet<>();

        /** Whether it has got any message. */
        boolean hasBegun() {
            return next >= 0;
        }

        /** Forgets what was left out. */
        void forgive() {
            holes.clear();
        }
    }
}
