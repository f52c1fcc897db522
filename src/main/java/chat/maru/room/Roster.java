package chat.maru.room;

import chat.maru.access.GuestName;
import chat.maru.access.Identity;
import chat.maru.access.NameKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who is in a room: identities, however many connections each has, and to however many nodes. Thread-safe; owned by its
 * {@link LiveState}. Neither durable nor history. Changes are published when {@link #tick} is called, about once a
 * second, and somebody who left is here for five seconds more: a page that is loaded again neither goes nor comes.
 *
 * <p>No two identities that are here look alike: whose name looks like another's gets a number behind it. Where two
 * nodes give names alike before they have heard of each other, both see who keeps it, and the node of the other sees to
 * the number.
 */
final class Roster {
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So many numbers are tried behind a name before one is taken that is likely to be free. */
    private static final int NUMBERS_TRIED = 100;

    private final String room;
    private final int nameCodePointsMax;
    private final Map<String, Seat> seats = new LinkedHashMap<>();

    /** What the names of the seats look like. Of the seats that share a look, this node has at most one. */
    private final Map<String, Set<Seat>> held = new HashMap<>();

    /** Who came, left or renamed since the last tick: identity to label, with an empty label for who left. */
    private final Map<String, String> changes = new LinkedHashMap<>();

    /** What other nodes have to be told, by identity. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    private volatile Live<Presence> live =
            new Live<>(0, 0, Presence.NOBODY, new Presence(0, false, Map.of(), List.of()));

    /**
     * @param room its key
     * @param nameCodePointsMax the longest name that this may give
     */
    Roster(String room, int nameCodePointsMax) {
        this.room = room;
        this.nameCodePointsMax = nameCodePointsMax;
    }

    /** Adds one connection of an identity, whose name is that of all its connections from now on, if it is free. */
    synchronized void join(Member member) {
        Identity who = member.identity();
        Seat seat = seats.computeIfAbsent(who.id(), Seat::new);
        seat.members.add(member);
        boolean isNews = !seat.isOwn;
        seat.isOwn = true;
        name(seat, who.name());
        if (isNews) {
            tell(seat);
        }
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
        seat.wanted = wanted;
        release(seat);
        Set<Seat> holders = holders(NameKey.of(wanted).looks());
        if (holders.stream().anyMatch(holder -> holder.vouched || !seat.vouched)) {
            giveNumbered(seat, wanted);
            return;
        }
        holders.stream().filter(holder -> holder.isOwn).forEach(this::release);
        give(seat, wanted);
        holders.stream().filter(holder -> holder.isOwn).forEach(holder -> giveNumbered(holder, holder.wanted));
    }

    private void release(Seat seat) {
        for (String look : seat.looks) {
            held.computeIfPresent(look, (key, holders) -> {
                holders.remove(seat);
                return holders.isEmpty() ? null : holders;
            });
        }
        seat.looks = Set.of();
    }

    private Set<Seat> holders(Set<String> looks) {
        Set<Seat> holders = new LinkedHashSet<>();
        for (String look : looks) {
            holders.addAll(held.getOrDefault(look, Set.of()));
        }
        return holders;
    }

    /** The smallest number that is free; where many bear the name, one that is found without trying them all. */
    private void giveNumbered(Seat seat, String name) {
        release(seat);
        for (int number = 2; ; number++) {
            String numbered = GuestName.numbered(name, number, nameCodePointsMax);
            if (holders(NameKey.of(numbered).looks()).isEmpty()) {
                give(seat, numbered);
                return;
            }
            if (number == NUMBERS_TRIED) {
                number = Math.max(number, seats.size());
            }
        }
    }

    private void give(Seat seat, String name) {
        boolean isNews = !seat.name.equals(name);
        seat.stamp += isNews ? 1 : 0;
        call(seat, name);
        if (isNews) {
            tell(seat);
        }
    }

    /** The others of this identity are told, or what they say would bear a name that is somebody else's by now. */
    private void call(Seat seat, String name) {
        if (!seat.name.equals(name)) {
            changes.put(seat.id, name);
        }
        seat.call(name);
        seat.looks.forEach(
                look -> held.computeIfAbsent(look, key -> new HashSet<>(1)).add(seat));
        // A copy: a member that is told may leave meanwhile, on this thread.
        for (Member member : List.copyOf(seat.members)) {
            if (!member.identity().name().equals(name)) {
                member.renamed(name);
            }
        }
    }

    private void tell(Seat seat) {
        if (seat.isOwn) {
            told.put(seat.id, new Told.Here(room, seat.id, seat.name, seat.stamp));
        }
    }

    /** Another node tells that an identity is there. */
    synchronized void hear(String node, Told.Here here) {
        Seat seat = seats.computeIfAbsent(here.id(), Seat::new);
        seat.nodes.put(node, here);
        follow(seat);
    }

    /** Takes the name that other nodes have for it, if that is the one that holds. */
    private void follow(Seat seat) {
        seat.called().filter(seat::isRenamedBy).ifPresent(here -> {
            release(seat);
            seat.stamp = here.stamp();
            seat.wanted = here.name();
            call(seat, here.name());
            // Also where only the stamp is new: whoever gave it may leave before all others have heard of it.
            tell(seat);
            settle(seat);
        });
    }

    /** Of those that look alike by now one keeps its name. Whoever does not gets a number where it is connected. */
    private void settle(Seat named) {
        Set<Seat> others = holders(named.looks);
        others.remove(named);
        if (others.stream().noneMatch(other -> other.isBefore(named))) {
            others.stream().filter(other -> other.isOwn).forEach(other -> giveNumbered(other, other.wanted));
        } else if (named.isOwn) {
            giveNumbered(named, named.wanted);
        }
    }

    /** Another node tells that an identity is not there any more, or is not there itself. */
    synchronized void gone(String node, String id) {
        Seat seat = seats.get(id);
        if (seat != null) {
            seat.nodes.remove(node);
            follow(seat);
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
        seats.values().removeIf(seat -> isGone(seat, now));
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

    private boolean isGone(Seat seat, long now) {
        if (seat.isOwn && seat.members.isEmpty() && now - seat.leftNanos > GRACE_NANOS) {
            seat.isOwn = false;
            told.put(seat.id, new Told.Gone(room, seat.id));
            follow(seat);
        }
        boolean isGone = !seat.isOwn && seat.nodes.isEmpty();
        if (isGone) {
            release(seat);
            changes.put(seat.id, "");
        }
        return isGone;
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

    /** Takes what other nodes have to be told. */
    synchronized List<Told> told() {
        List<Told> taken = List.copyOf(told.values());
        told.clear();
        return taken;
    }
}
