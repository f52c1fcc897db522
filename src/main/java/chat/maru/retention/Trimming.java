package chat.maru.retention;

import chat.maru.log.Head;
import chat.maru.room.Follower;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Brings one room down to its allowance, and remembers what makes it quick to see that there is nothing to do. Not
 * thread-safe.
 */
final class Trimming {
    private static final System.Logger LOG = System.getLogger(Trimming.class.getName());

    /** Fewer wait for more: engines remember each trim for as long as ids must be known. */
    static final int FEW = 256;

    /** But they do not wait longer than this. */
    static final long WAIT_MILLIS_MAX = TimeUnit.HOURS.toMillis(1);

    /** How often entries are archived anew because something was erased meanwhile. */
    private static final int TRIES_MAX = 5;

    private final Allowance allowance;
    private final Optional<Archive> archive;
    private final Clock clock;
    private final Tally tally = new Tally();
    private String epoch = "";
    private long first;
    private long firstAtMillis;
    private long trimmedAtMillis;

    /** Few wait until the room has grown so far, or an hour has passed; 0 when none wait. */
    private long waitsFor;

    private boolean isFailing;

    Trimming(Allowance allowance, Optional<Archive> archive, Clock clock) {
        this.allowance = allowance;
        this.archive = archive;
        this.clock = clock;
    }

    /** Whether a room that stands so has to be looked at. */
    boolean mayBeOver(Head head) {
        if (head.first() > head.n() || head.readOnly()) {
            return false;
        }
        if (waitsFor > 0 && isSame(head) && clock.millis() - trimmedAtMillis < WAIT_MILLIS_MAX) {
            return head.n() >= waitsFor;
        }
        return byEntries(head) > head.first()
                || (allowance.ageMillisMax() > 0 && !(isSame(head) && firstAtMillis >= sinceMillis()))
                || (allowance.bytesMax() > 0 && !tally.isWithin(allowance.bytesMax(), head));
    }

    private boolean isSame(Head head) {
        return isAt(head, epoch, first);
    }

    private static boolean isAt(Head head, String epoch, long first) {
        return head.epoch().equals(epoch) && head.first() == first;
    }

    private long sinceMillis() {
        return clock.millis() - allowance.ageMillisMax();
    }

    private long byEntries(Head head) {
        return allowance.entriesMax() == 0 ? head.first() : head.n() - allowance.entriesMax() + 1;
    }

    /**
     * Drops what is too much, archived first where there is an archive.
     *
     * @param isLate asked between two steps; what is left then is done next time
     */
    void trim(String key, Follower room, BooleanSupplier isLate) throws IOException, InterruptedException {
        Head head = room.head();
        if (head.first() > head.n() || head.readOnly()) {
            return;
        }
        try {
            trim(key, room, head, isLate);
        } catch (IOException e) {
            if (isAt(room.head(), head.epoch(), head.first())) {
                throw e;
            }
            // Another node has trimmed it meanwhile, a full memory has, or somebody has cleared it: next time.
            LOG.log(Level.DEBUG, "room {0} changes by itself", key);
        }
    }

    private void trim(String key, Follower room, Head head, BooleanSupplier isLate)
            throws IOException, InterruptedException {
        long to = Math.max(byEntries(head), byAge(room, head));
        if (allowance.bytesMax() > 0) {
            to = Math.max(to, tally.first(room, allowance.bytesMax(), isLate));
        }
        waitsFor = 0;
        if (to <= head.first()) {
            return;
        }
        if (to - head.first() < FEW && clock.millis() - trimmedAtMillis < WAIT_MILLIS_MAX) {
            waitsFor = head.n() + FEW - (to - head.first());
            return;
        }
        if (archive.isPresent()) {
            move(archive.get(), key, room, to, isLate);
        } else {
            drop(room, head, to);
        }
        trimmedAtMillis = clock.millis();
    }

    /** Says once why a room is not trimmed. */
    void failed(String key, IOException why) {
        if (!isFailing) {
            // Of a file that is in the way, the message is but the name.
            LOG.log(Level.WARNING, "room {0} keeps more than it may: {1}", key, why);
        }
        isFailing = true;
    }

    void succeeded() {
        isFailing = false;
    }

    private long byAge(Follower room, Head head) throws IOException, InterruptedException {
        if (allowance.ageMillisMax() == 0) {
            note(head, 0);
            return head.first();
        }
        if (!isSame(head)) {
            note(head, Age.atMillis(room, head.first()));
        }
        return firstAtMillis >= sinceMillis() ? head.first() : Age.first(room, head, sinceMillis());
    }

    private void note(Head head, long atMillis) {
        epoch = head.epoch();
        first = head.first();
        firstAtMillis = atMillis;
    }

    private void move(Archive files, String key, Follower room, long to, BooleanSupplier isLate)
            throws IOException, InterruptedException {
        Head head = room.head();
        String began = head.epoch();
        while (head.first() < to && head.epoch().equals(began) && !isLate.getAsBoolean()) {
            long end = Math.min(to, head.first() + Archive.ENTRIES_MAX);
            Head archived = archive(files, key, room, end);
            Head after = archived.epoch().equals(began) ? drop(room, archived, end) : archived;
            if (after.erasures() != archived.erasures()) {
                LOG.log(
                        Level.WARNING,
                        "something was erased in room {0} just while its entries {1} to {2} were moved; look whether"
                                + " the archive has it",
                        key,
                        archived.first(),
                        end - 1);
            }
            head = after;
        }
    }

    /** Where the room stood when the archive had its entries below {@code end} as they still read. */
    private static Head archive(Archive files, String key, Follower room, long end)
            throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            Head head = room.head();
            if (head.first() >= end) {
                return head;
            }
            files.add(key, room, head, end);
            if (room.head().erasures() == head.erasures()) {
                return head;
            }
        }
        throw new IOException("too much is erased just now; its entries are archived later");
    }

    private static Head drop(Follower room, Head head, long to) throws IOException, InterruptedException {
        if (!room.head().epoch().equals(head.epoch())) {
            throw new IOException("it was cleared meanwhile");
        }
        Head after = Stages.await(room.trim(to));
        if (after.first() < to && after.epoch().equals(head.epoch())) {
            throw new IOException("the store did not trim it");
        }
        return after;
    }
}
