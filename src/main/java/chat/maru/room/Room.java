package chat.maru.room;

import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A room with somebody in it: its log, and who reads it. Thread-safe; opened and retired by {@link Rooms}. */
public final class Room {
    private final RoomLog log;
    private final FanOut fanOut;
    private final Roster roster = new Roster();
    private final Typists typists = new Typists();
    private final ReadMarks readMarks = new ReadMarks();

    Room(RoomLog log, Executor executor) {
        this.log = log;
        this.fanOut = new FanOut(executor);
        log.onGrowth(fanOut::grown);
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
        return roster.live();
    }

    /** Who is typing, as last published. */
    public Live<Map<String, String>> typing() {
        return typists.live();
    }

    /** How far the members have read, as last published. */
    public Live<Map<String, Long>> reads() {
        return readMarks.live();
    }

    /** Lets a member in that reads what comes from now on. */
    public Joined join(Member member) {
        Head head = enter(member);
        return new Joined(new Cursor(log, head, head.n()), head, null, false);
    }

    /**
     * Lets a member in that reads on after a position.
     *
     * @param epoch {@code null} trusts that {@code n} is of the present epoch
     */
    public Joined resume(Member member, @Nullable String epoch, long n) {
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
            roster.join(member);
        }
        return log.head();
    }

    private Joined goLive(Head head, Take.Cause cause) {
        return new Joined(new Cursor(log, head, head.n()), head, new Take.Gap(head, head.first(), cause), false);
    }

    /** Forgets a member. Safe to call twice, and for one that never joined. */
    public void leave(Member member) {
        if (fanOut.remove(member)) {
            roster.leave(member, System.nanoTime());
        }
    }

    /** Takes a member's new label. */
    public void rename(Member member) {
        roster.rename(member);
    }

    /** Believes that a member is typing, or has stopped. */
    public void typing(Member member, boolean on) {
        if (on) {
            typists.typing(member, System.nanoTime());
        } else {
            typists.stopped(member.id());
        }
    }

    /** Moves how far an identity has read, never down. Stored and told with the next tick, about once a second. */
    public void markRead(String id, long n) {
        readMarks.read(id, n);
    }

    /** How far an identity has read, and how many messages have come since. */
    public CompletionStage<Unread> unread(String id) {
        // What was read a moment ago waits to be stored: a page that is loaded again does not see it as unread.
        // Looked up before the store is asked: a mark that is stored in between is in the one or the other.
        long waiting = Math.min(readMarks.unstored(id), head().n());
        return log.read(id)
                .thenApply(n -> Math.max(n, waiting))
                .thenCompose(n -> log.readAfter(Math.max(0, n - 1), 1, 1).thenApply(page -> unread(n, page)));
    }

    private static Unread unread(long n, Page page) {
        Head head = page.head();
        boolean held = !page.entries().isEmpty() && page.entries().get(0).n() == n;
        // Where the mark has been trimmed, or damaged, or is none, everything held counts as unread.
        long before = held
                ? page.entries().get(0).m()
                : page.entries().isEmpty() ? head.m() : page.entries().get(0).m() - 1;
        return new Unread(n, head.m() - before);
    }

    /** What is to be seen from outside, by {@code id} or by nobody in particular. */
    CompletionStage<Glance> glance(@Nullable String id) {
        return id == null
                ? CompletableFuture.completedFuture(glance((Unread) null))
                : unread(id).thenApply(this::glance);
    }

    private Glance glance(@Nullable Unread unread) {
        return new Glance(name(), head(), unread, presence().whole());
    }

    /** Publishes what has changed about who is here, types and reads; called about once a second. */
    void tick(long now) {
        boolean changed = roster.tick(now);
        changed |= typists.tick(now);
        changed |= readMarks.tick(roster.live().whole().count());
        storeReadMarks();
        if (changed) {
            fanOut.grown();
        }
    }

    /** Publishing is appending: the log wakes the room. Who speaks has stopped typing. */
    public CompletionStage<Receipt> publish(Draft draft) {
        typists.stopped(draft.author());
        return log.append(draft);
    }

    /** Where a command was stored, if it was. */
    public CompletionStage<Optional<Position>> find(String author, String id) {
        return log.find(author, id);
    }

    /** Messages as they read now; the marks of {@code reader} come first. */
    public CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return log.history(range, reader, entriesMax, bytesMax);
    }

    /** What moderators have set. */
    public CompletionStage<Map<String, String>> state() {
        return log.state();
    }

    /** Drops the entries below {@code first}; who has not read them yet is told of the gap. */
    public CompletionStage<Head> trim(long first) {
        return log.trim(first);
    }

    /** What the store answers is what holds, and what the others are told next. */
    private void storeReadMarks() {
        readMarks
                .takeUnstored()
                .forEach((id, n) -> log.markRead(id, n)
                        .whenComplete((now, failure) -> readMarks.settled(id, n))
                        .thenAccept(now -> readMarks.stored(id, now)));
    }

    void retire() {
        storeReadMarks();
        log.close();
    }
}
