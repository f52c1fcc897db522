package chat.maru.room;

import chat.maru.access.GuestSecret;
import chat.maru.access.Identity;
import chat.maru.access.Rules;
import chat.maru.access.Verb;
import chat.maru.access.Verdict;
import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A room with somebody in it: its log, and who reads it. Thread-safe; opened and retired by {@link Rooms}. */
public final class Room {
    private final RoomLog log;
    private final FanOut fanOut;
    private final LiveState live;
    private final Pace pace;
    private final Turns turns = new Turns();
    private final Doors doors;
    private final RoomState state;

    private Room(RoomLog log, Settled settled, FanOutThreads threads, Doors doors) {
        this.log = log;
        this.state = new RoomState(log, settled, this::recheck);
        this.fanOut = new FanOut(threads);
        this.live = new LiveState(log.room(), doors.nameCodePointsMax());
        this.pace = new Pace(log.room(), doors.store().neighbours());
        this.doors = doors;
    }

    /** A room whose state has been read: nobody is let in before it is known whom it keeps out. */
    static CompletionStage<Room> open(RoomLog log, FanOutThreads threads, Doors doors) {
        Head head = log.head();
        return log.state().thenApply(state -> {
            Room room = new Room(log, Settled.of(head, state), threads, doors);
            log.onGrowth(room::grown);
            // What has been appended since, if anything, told nobody.
            room.grown();
            return room;
        });
    }

    private void grown() {
        fanOut.grown();
        state.grown();
    }

    /** Reads the state if it has changed. Complete when what it says is in force. */
    CompletionStage<Settled> settle() {
        return state.settle();
    }

    /** Calls {@code listener} with the state, now and whenever it has changed; for the server's own room. */
    void onState(Consumer<Map<String, String>> listener) {
        state.onChange(listener);
    }

    /** Sends out everybody who may not be here any more, and tells the others that their rights may have changed. */
    void recheck() {
        fanOut.members().forEach(this::recheck);
    }

    /** Sends a member out that may not be here any more, or tells it that its rights may have changed. */
    public void recheck(Member member) {
        Verdict verdict = admit(member.identity(), member.address()).may(Verb.ENTER);
        if (verdict.expels()) {
            member.expel(verdict);
        } else {
            member.judged();
        }
    }

    /** The connections of one identity. */
    List<Member> members(String id) {
        return fanOut.members().stream()
                .filter(member -> member.identity().id().equals(id))
                .toList();
    }

    /** Somebody at this room. */
    public Admission admit(Identity who, String address) {
        return new Admission(this, who, address);
    }

    String key() {
        return log.room();
    }

    Doors doors() {
        return doors;
    }

    /** What is known of this room and no history. */
    LiveState live() {
        return live;
    }

    Pace pace() {
        return pace;
    }

    Turns turns() {
        return turns;
    }

    /** What the state says of who may do what. */
    Rules rules() {
        return state.settled().rules();
    }

    /** The state as last read. */
    Settled settled() {
        return state.settled();
    }

    RoomLog log() {
        return log;
    }

    CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        return log.readAfter(n, entriesMax, bytesMax);
    }

    /** The room's name as it was first spelled. */
    public String name() {
        return log.name();
    }

    /** Where the log stands now. */
    public Head head() {
        return log.head();
    }

    /** Who is here, as last published. */
    public Live<Presence> presence() {
        return live.roster().live();
    }

    /** Who is typing, as last published. */
    public Live<Map<String, String>> typing() {
        return live.typists().live();
    }

    /** How far the members have read, as last published. */
    public Live<Map<String, Long>> reads() {
        return live.readMarks().live();
    }

    /** Lets a member in that reads what comes from now on. */
    Joined join(Member member) {
        Head head = enter(member);
        return new Joined(new Cursor(log, head, head.n()), head, null, false);
    }

    /**
     * Lets a member in that reads on after a position.
     *
     * @param epoch {@code null} trusts that {@code n} is of the present epoch
     */
    Joined resume(Member member, @Nullable String epoch, long n) {
        Head head = enter(member);
        if (epoch != null && !epoch.equals(head.epoch())) {
            return goLive(head, Take.Cause.EPOCH);
        }
        if (n > head.n()) {
            return goLive(head, Take.Cause.FUTURE);
        }
        if (n + 1 < head.first()) {
            Take.Gap gap = new Take.Gap(head, head.first(), Take.Cause.TRIMMED);
            return new Joined(new Cursor(log, head, head.first() - 1), head, gap, false);
        }
        return new Joined(new Cursor(log, head, n), head, null, true);
    }

    /** The member is woken from here on, so the head must be read after, or what grows in between would wake nobody. */
    private Head enter(Member member) {
        if (fanOut.add(member)) {
            live.roster().join(member);
        }
        return log.head();
    }

    private Joined goLive(Head head, Take.Cause cause) {
        return new Joined(new Cursor(log, head, head.n()), head, new Take.Gap(head, head.first(), cause), false);
    }

    /** Forgets a member. Safe to call twice, and for one that never joined. */
    public void leave(Member member) {
        if (fanOut.remove(member)) {
            live.roster().leave(member, System.nanoTime());
        }
    }

    /**
     * Gives a member's identity the name that it wants, or, if that looks like another's, the same with a number.
     * {@link Member#renamed} tells which.
     */
    public void rename(Member member, String wanted) {
        live.roster().rename(member, wanted);
    }

    /** Believes that a member is typing, or has stopped. */
    void typing(Member member, boolean on) {
        if (on) {
            live.typists().typing(member, System.nanoTime());
        } else {
            live.typists().stopped(member.identity().id());
        }
    }

    /** Moves how far an identity has read, never down. Stored and told with the next tick, about once a second. */
    void markRead(String id, long n) {
        live.readMarks().read(id, n);
    }

    /** The same on another node, where it has been stored. No further than this one knows that there is anything. */
    void hearRead(String id, long n) {
        live.readMarks().hear(id, Math.min(n, head().n()));
    }

    /** How far an identity has read, and how many messages have come since. */
    CompletionStage<Unread> unread(String id) {
        // What was read a moment ago waits to be stored: a page that is loaded again does not see it as unread.
        // Looked up before the store is asked: a mark that is stored in between is in the one or the other.
        long waiting = Math.min(live.readMarks().unstored(id), head().n());
        return log.read(id)
                .thenApply(n -> Math.max(n, waiting))
                .thenCompose(n -> log.readAfter(Math.max(0, n - 1), 1, 1).thenApply(page -> Unread.of(n, page)));
    }

    /** What is to be seen from outside by somebody who has read so far, or of whom that is not asked. */
    Glance glance(@Nullable Unread unread) {
        return new Glance(name(), head(), unread, presence().whole());
    }

    /** Publishes what has changed about who is here, types and reads; called about once a second. */
    void tick(long now) {
        boolean changed = live.tick(now);
        storeReadMarks();
        if (changed) {
            fanOut.grown();
        }
    }

    /** Publishing is appending: the log wakes the room. Who speaks has stopped typing. */
    CompletionStage<Receipt> publish(Draft draft) {
        live.typists().stopped(draft.author());
        return log.append(draft);
    }

    /** The server itself as a reader. */
    Follower follow(Rooms rooms, RoomName name, String reader, Runnable wake) {
        return new Follower(rooms, name, this, log, fanOut, reader, wake);
    }

    /** Where a command was stored, if it was. */
    CompletionStage<Optional<Position>> find(String author, String id) {
        return log.find(author, id);
    }

    /** Messages as they read now; the marks of {@code reader} come first. */
    CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return log.history(range, reader, entriesMax, bytesMax);
    }

    /** Drops the entries below {@code first}; who has not read them yet is told of the gap. */
    CompletionStage<Head> trim(long first) {
        return log.trim(first);
    }

    /** What the store answers is what holds, and what the others are told next. */
    private void storeReadMarks() {
        ReadMarks readMarks = live.readMarks();
        readMarks
                .takeUnstored()
                .forEach((id, n) -> log.markRead(id, n)
                        .whenComplete((now, failure) -> readMarks.settled(id, n))
                        .thenAccept(now -> readMarks.stored(id, now)));
        if (readMarks.isToCount()) {
            log.forgetReads(GuestSecret.ID_PREFIX, ReadMarks.GUESTS_MAX);
        }
    }

    void retire() {
        storeReadMarks();
        log.close();
    }
}
