package chat.maru.room;

import chat.maru.access.GuestName;
import chat.maru.access.Identity;
import chat.maru.access.NameKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who is in a room: identities, however many connections each has. Thread-safe; owned by its {@link Room}. Neither
 * durable nor history. Changes are published when {@link #tick} is called, about once a second, and somebody who left
 * is here for five seconds more: a page that is loaded again neither goes nor comes.
 *
 * <p>No two identities that are here look alike: whose name looks like another's gets a number behind it.
 */
final class Roster {
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So many numbers are tried behind a name before one is taken that is likely to be free. */
    private static final int NUMBERS_TRIED = 100;

    private final int nameCodePointsMax;
    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** What the names of the seats look like; no two seats share a look. */
    private final Map<String, Seat> held = new HashMap<>();

    /** Who came, left or renamed since the last tick: identity to label, with an empty label for who left. */
    private final Map<String, String> changes = new LinkedHashMap<>();

    private volatile Live<Presence> live =
            new Live<>(0, 0, Presence.NOBODY, new Presence(0, false, Map.of(), List.of()));

    /** @param nameCodePointsMax the longest name that this may give */
    Roster(int nameCodePointsMax) {
        this.nameCodePointsMax = nameCodePointsMax;
    }

    /** Adds one connection of an identity, whose name is that of all its connections from now on, if it is free. */
    synchronized void join(Member member) {
        Identity who = member.identity();
        Seat seat = seats.computeIfAbsent(who.id(), id -> new Seat(id, !who.isGuest()));
        seat.members.add(member);
        name(seat, who.name());
    }

    /** An identity wants another name, and is told which one it has got. */
    synchronized void rename(Member member, String wanted) {
        Seat seat = seats.get(member.identity().id());
        if (seat == null) {
            return;
        }
        String before = member.identity().name();
        name(seat, wanted);
        if (seat.name.equals(before)) {
            member.renamed(before);
        }
    }

    /** Whoever is vouched for has the name before a guest, and otherwise whoever has it already. */
    private void name(Seat seat, String wanted) {
        release(seat);
        NameKey key = NameKey.of(wanted);
        Set<Seat> holders = holders(key);
        if (holders.stream().anyMatch(holder -> holder.vouched || !seat.vouched)) {
            giveNumbered(seat, wanted);
            return;
        }
        holders.forEach(this::release);
        give(seat, wanted, key);
        holders.forEach(holder -> giveNumbered(holder, holder.name));
    }

    private void release(Seat seat) {
        seat.looks.forEach(held::remove);
        seat.looks = Set.of();
    }

    private Set<Seat> holders(NameKey key) {
        Set<Seat> holders = new LinkedHashSet<>();
        for (String look : key.looks()) {
            Seat holder = held.get(look);
            if (holder != null) {
                holders.add(holder);
            }
        }
        return holders;
    }

    /** The smallest number that is free; where many bear the name, one that is found without trying them all. */
    private void giveNumbered(Seat seat, String name) {
        for (int number = 2; ; number++) {
            String numbered = GuestName.numbered(name, number, nameCodePointsMax);
            NameKey key = NameKey.of(numbered);
            if (holders(key).isEmpty()) {
                give(seat, numbered, key);
                return;
            }
            if (number == NUMBERS_TRIED) {
                number = Math.max(number, seats.size());
            }
        }
    }

    /** The others of this identity are told, or what they say would bear a name that is somebody else's by now. */
    private void give(Seat seat, String name, NameKey key) {
        seat.looks = key.looks();
        seat.looks.forEach(look -> held.put(look, seat));
        if (!seat.name.equals(name)) {
            seat.name = name;
            changes.put(seat.id, name);
        }
        // A copy: a member that is told may leave meanwhile, on this thread.
        for (Member member : List.copyOf(seat.members)) {
            if (!member.identity().name().equals(name)) {
                member.renamed(name);
            }
        }
    }

    /** Removes one connection of an identity. */
    synchronized void leave(Member member, long now) {
        Seat seat = seats.get(member.identity().id());
        if (seat != null && seat.members.remove(member) && seat.members.isEmpty()) {
            seat.leftNanos = now;
        }
    }

    /** Publishes what has changed; true if anything has. */
    synchronized boolean tick(long now) {
        seats.entrySet().removeIf(seat -> {
            boolean gone = seat.getValue().members.isEmpty() && now - seat.getValue().leftNanos > GRACE_NANOS;
            if (gone) {
                release(seat.getValue());
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
        private final String id;
        private final boolean vouched;
        private final List<Member> members = new ArrayList<>();
        private String name = "";
        private Set<String> looks = Set.of();
        private long leftNanos;

        Seat(String id, boolean vouched) {
            this.id = id;
            this.vouched = vouched;
        }
    }
}
