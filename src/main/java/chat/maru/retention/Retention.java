package chat.maru.retention;

import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.room.Follower;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Brings all rooms down to their allowance, those that nobody is in too, and looks how full the store is: one thread, a
 * turn each minute. Thread-safe.
 *
 * <p>Several nodes may do this on one store: a trim that was done already does nothing. Where there is an archive, the
 * node that holds its lock does it for all.
 */
public final class Retention implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    /** Whose places in rooms these would be; no identity has an id like it. */
    private static final String READER = ".retention";

    /** So long a turn may read and write; what is left waits for the next, so that readers of history do not. */
    private static final long TURN_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private static final long PAUSE_SECONDS = 50;
    private static final long START_SECONDS = 2;

    /** Not when a redeployment waits for it: what is cut short is done anew. */
    private static final long CLOSE_SECONDS_MAX = 5;

    private static final int LISTED_MAX = 200;

    /** Rooms of which it is remembered that there is nothing to do, a few hundred bytes each. */
    private static final int REMEMBERED_MAX = 100_000;

    private final LogStore store;
    private final Rooms rooms;
    private final Allowance allowance;
    private final Optional<Archive> archive;
    private final Clock clock;
    private final FullnessWatch watch;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "maru-retention");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, Trimming> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trimming> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Where the next turn goes on. */
    private String afterKey = "";

    private boolean isFailing;

    /** Does nothing before {@link #start}; owns {@code archive}. */
    public Retention(LogStore store, Rooms rooms, Allowance allowance, Optional<Archive> archive, Clock clock) {
        this.store = store;
        this.rooms = rooms;
        this.allowance = allowance;
        this.archive = archive;
        this.clock = clock;
        this.watch = new FullnessWatch(store);
    }

    /** Takes its turns from now on, until {@link #close}. */
    public void start() {
        Future<?> unused = timer.scheduleWithFixedDelay(this::turn, START_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** What is getting full, in words for everybody; empty when nothing is. */
    public Optional<String> warning() {
        return watch.warning();
    }

    /** Whether entries that leave rooms are kept elsewhere. */
    public boolean archives() {
        return archive.isPresent();
    }

    private void turn() {
        try {
            watch.look();
            long began = System.nanoTime();
            turn(() -> System.nanoTime() - began > TURN_NANOS_MAX);
            isFailing = false;
        } catch (InterruptedException e) {
            // The end. Whoever is left behind in a room leaves with the store.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            if (!isFailing && !timer.isShutdown()) {
                LOG.log(Level.WARNING, "rooms keep more than they may: {0}", e.getMessage());
            }
            isFailing = true;
        } catch (RuntimeException e) {
            // Thrown on, it would be the last turn.
            LOG.log(Level.ERROR, "rooms keep more than they may", e);
        }
    }

    /** Tends one room after another, from where the last turn ended to the last room, or until it is late. */
    void turn(BooleanSupplier isLate) throws IOException, InterruptedException {
        if (allowance.isUnbounded() || (archive.isPresent() && !archive.get().isOurs())) {
            return;
        }
        boolean goesOn = true;
        while (goesOn) {
            List<Listed> listed = Stages.await(store.rooms(afterKey, LISTED_MAX));
            for (Listed room : listed) {
                if (isLate.getAsBoolean()) {
                    return;
                }
                tend(room, isLate);
                afterKey = room.room();
            }
            goesOn = listed.size() == LISTED_MAX;
        }
        afterKey = "";
    }

    private void tend(Listed room, BooleanSupplier isLate) throws InterruptedException {
        Trimming trimming = remembered.computeIfAbsent(room.room(), key -> new Trimming(allowance, archive, clock));
        if (!trimming.mayBeOver(room.head())) {
            return;
        }
        RoomName name = new RoomName(room.room(), room.name());
        try (Follower follower = Stages.await(rooms.follow(name, READER, () -> {}))) {
            trimming.trim(room.room(), follower, isLate);
            trimming.succeeded();
        } catch (IOException e) {
            if (!timer.isShutdown()) {
                trimming.failed(room.room(), e);
            }
        }
    }

    /** Ends the turn under way; what that leaves half done is done anew some day. Blocks a few seconds at most. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            boolean ended = timer.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
            if (!ended) {
                LOG.log(Level.WARNING, "the thread that trims rooms has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        archive.ifPresent(Archive::close);
    }
}
