package chat.maru.room;

import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A room with somebody in it: its log, and who reads it. Thread-safe; opened and retired by {@link Rooms}. */
public final class Room {
    private final RoomLog log;
    private final FanOut fanOut;
    private final Roster roster = new Roster();

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

    /** Who is here. */
    public Roster roster() {
        return roster;
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
            roster.leave(member);
        }
    }

    /** Publishing is appending: the log wakes the room. */
    public CompletionStage<Receipt> publish(Draft draft) {
        return log.append(draft);
    }

    /** Messages as they read now. */
    public CompletionStage<History> history(Range range, int entriesMax, int bytesMax) {
        return log.history(range, entriesMax, bytesMax);
    }

    /** What moderators have set. */
    public CompletionStage<Map<String, String>> state() {
        return log.state();
    }

    /** Drops the entries below {@code first}; who has not read them yet is told of the gap. */
    public CompletionStage<Head> trim(long first) {
        return log.trim(first);
    }

    void retire() {
        log.close();
    }
}
