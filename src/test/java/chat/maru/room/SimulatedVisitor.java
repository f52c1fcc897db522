package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import java.util.concurrent.Executor;

/**
 * Somebody who reads a room, now on this node and now on that, and goes on behind the last entry it has got. What it
 * sees and is told it shows to its {@link Eyes}. One thread.
 */
public final class SimulatedVisitor extends Somebody {
    private final int number;
    private final Executor later;
    private final Eyes eyes;
    private SimulatedHall hall;
    private Room room;
    private Cursor cursor;
    private String epoch;
    private long n;
    private long visits;
    private boolean isWoken;
    private boolean isTaking;

    /** @param later runs what it does next, when it is time for that */
    public SimulatedVisitor(int number, Executor later, Eyes eyes) {
        super(Identity.guest("visitor" + number, "visitor" + number));
        this.number = number;
        this.later = later;
        this.eyes = eyes;
    }

    /** Where visitors are in a set must not depend on where they are in memory. */
    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    /** To the room, numbers may look like each other. */
    @Override
    public void renamed(String name) {}

    public boolean isAway() {
        return hall == null;
    }

    public String epoch() {
        return epoch == null ? "" : epoch;
    }

    public long n() {
        return n;
    }

    /** Comes to a node, and reads on. */
    public void come(SimulatedHall to) {
        long visit = ++visits;
        hall = to;
        isTaking = false;
        to.enter().whenComplete((entered, failure) -> {
            if (visit != visits) {
                to.leave();
            } else if (failure != null) {
                to.leave();
                hall = null;
            } else {
                guarded(() -> joined(entered));
            }
        });
    }

    /** A stage would keep what is thrown to itself. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            eyes.wrong(this, "meets " + e);
        }
    }

    private void joined(Room entered) {
        room = entered;
        boolean isNew = epoch == null;
        Joined joined = isNew ? entered.join(this) : entered.resume(this, epoch, n);
        cursor = joined.cursor();
        if (joined.gap() != null) {
            gap(joined.gap());
        } else if (!isNew && cursor.n() != n) {
            eyes.wrong(this, "came back behind " + n + " and stands behind " + cursor.n());
        }
        n = cursor.n();
        epoch = joined.head().epoch();
        wake();
    }

    /** Leaves, well or not: the node's side is told only where it still runs. */
    public void cut(boolean isNodeThere) {
        visits++;
        if (room != null && isNodeThere) {
            room.leave(this);
            hall.leave();
        }
        hall = null;
        room = null;
        cursor = null;
    }

    @Override
    public void wake() {
        isWoken = true;
        if (!isTaking && cursor != null) {
            isTaking = true;
            long visit = visits;
            later.execute(() -> take(visit));
        }
    }

    private void take(long visit) {
        if (visit == visits) {
            isWoken = false;
            cursor.take(eyes.appetite(), Integer.MAX_VALUE).whenComplete((take, failure) -> {
                if (visit == visits) {
                    guarded(() -> taken(take, failure));
                }
            });
        }
    }

    private void taken(Take take, Throwable failure) {
        isTaking = false;
        if (failure != null) {
            cut(true);
            return;
        }
        if (take instanceof Take.Batch batch) {
            for (Entry entry : batch.page().entries()) {
                if (entry.n() != n + 1) {
                    eyes.wrong(this, "stands behind " + n + " and gets " + entry.n());
                }
                n = entry.n();
                eyes.entry(this, entry);
            }
        } else if (take instanceof Take.Gap gap) {
            gap(gap);
        }
        if (isWoken || !(take instanceof Take.Nothing)) {
            wake();
        }
    }

    private void gap(Take.Gap gap) {
        if (gap.cause() == Take.Cause.TRIMMED) {
            if (gap.first() <= n + 1) {
                eyes.wrong(this, "is told of a gap before " + gap.first() + " behind " + n);
            }
            n = gap.first() - 1;
        } else {
            epoch = gap.head().epoch();
            n = gap.head().n();
        }
        eyes.gap(this, gap.cause().toString(), gap.head());
    }

    @Override
    public String toString() {
        return "visitor" + number;
    }

    /** What a visitor shows what it sees. */
    public interface Eyes {
        /** How many entries are taken at once. */
        int appetite();

        void entry(SimulatedVisitor visitor, Entry entry);

        void gap(SimulatedVisitor visitor, String cause, Head head);

        /** Something that must not be. */
        void wrong(SimulatedVisitor visitor, String what);
    }
}
