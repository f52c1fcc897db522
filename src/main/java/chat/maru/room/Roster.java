package chat.maru.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who is in a room: identities, however many connections each has. Thread-safe; owned by its {@link Room}. Neither
 * durable nor history. Changes are published when {@link #tick} is called, about once a second, and somebody who left
 * is here for five seconds more: a page that is loaded again neither goes nor comes.
 */
final class Roster {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** Who came, left or renamed since the last tick: identity to label, with an empty label for who left. */
    private final Map<String, String> changes = new LinkedHashMap<>();

    private volatile Live<Presence> live =
            new Live<>(0, 0, new Presence(0, true, Map.of(), List.of()), new Presence(0, false, Map.of(), List.of()));

    /** Adds one connection of an identity, or gives its new label. */
    synchronized void join(Member member) {
        Seat seat = seats.computeIfAbsent(member.id(), id -> new Seat());
        seat.connections++;
        label(member, seat);
    }

    /** Takes an identity's new label. */
    synchronized void rename(Member member) {
        Seat seat = seats.get(member.id());
        if (seat != null) {
            label(member, seat);
        }
    }

    private void label(Member member, Seat seat) {
        if (!seat.name.equals(member.name())) {
            seat.name = member.name();
            changes.put(member.id(), seat.name);
        }
    }

    /** Removes one connection of an identity. */
    synchronized void leave(Member member, long now) {
        Seat seat = seats.get(member.id());
        if (seat != null && --seat.connections == 0) {
            seat.leftNanos = now;
        }
    }

    /** Publishes what has changed; true if anything has. */
    synchronized boolean tick(long now) {
        seats.entrySet().removeIf(seat -> {
            boolean gone = seat.getValue().connections == 0 && now - seat.getValue().leftNanos > GRACE_NANOS;
            if (gone) {
                changes.put(seat.getKey(), "");
            }
            return gone;
        });
        if (changes.isEmpty()) {
            return false;
        }
        Presence whole = whole();
        // Who was told numbers only cannot go on from them by names.
        boolean wasLarge = live.whole().count() > Presence.STEPS_MAX;
        live = live.next(whole, wasLarge && whole.count() <= Presence.STEPS_MAX ? whole : step());
        changes.clear();
        return true;
    }

    private Presence whole() {
        Map<String, String> named = new LinkedHashMap<>();
        for (Map.Entry<String, Seat> seat : seats.entrySet()) {
            if (named.size() == Presence.NAMED_MAX) {
                break;
            }
            named.put(seat.getKey(), seat.getValue().name);
        }
        return new Presence(seats.size(), true, named, List.of());
    }

    private Presence step() {
        if (seats.size() > Presence.STEPS_MAX) {
            return new Presence(seats.size(), false, Map.of(), List.of());
        }
        Map<String, String> came = new LinkedHashMap<>(changes);
        List<String> left = new ArrayList<>();
        changes.forEach((id, name) -> {
            if (name.isEmpty()) {
                came.remove(id);
                left.add(id);
            }
        });
        return new Presence(seats.size(), false, came, left);
    }

    /** What was published last. Never blocks. */
    Live<Presence> live() {
        return live;
    }

    /** One identity's place. Guarded by the roster. */
    private static final class Seat {
        private String name = "";
        private int connections;
        private long leftNanos;
    }
}
