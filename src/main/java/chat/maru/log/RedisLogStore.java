package chat.maru.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rooms in Redis, which any number of nodes share. Thread-safe.
 *
 * <p>A commit is one script that Redis runs in one piece: it changes a room only if the room still is what the commit
 * was worked out from, and so the order of entries is one, whoever appends. One thread changes and follows rooms
 * ({@link RedisWriter}), two read ({@link RedisReaders}), one hears that rooms have grown ({@link RedisWakeUps}).
 */
public final class RedisLogStore implements LogStore {
    /** Rooms whose last known place is remembered when they are closed: who opens them again notices a loss. */
    private static final int REMEMBERED_MAX = 100_000;

    private final RedisOptions options;
    private final RedisTrouble troubles;
    private final RedisEras eras;
    private final RedisWatch watch;
    private final RedisPlaces places;
    private final RedisQueue queue;
    private final TailBudget budget;
    private final Clock clock;
    private final Map<String, Optional<RedisRoomLog>> rooms = new ConcurrentHashMap<>();
    private final Map<String, RedisRoom> remembered = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Rooms with the epochs that they had here, and have no more, oldest first; used by the writing thread only. */
    private final Set<String> left = new LinkedHashSet<>();

    private final AtomicLong roomCount = new AtomicLong();
    private final RedisWriter writer;
    private final RedisReaders readers;
    private final RedisListeners listeners;
    private final RedisNeighbours neighbours;
    private final Thread writerThread;
    private final String node = Epochs.fresh();
    private boolean closed;

    /**
     * Connects to Redis.
     *
     * @throws IOException when it cannot be reached, or is none that rooms may be kept in; the message says what helps
     */
    public RedisLogStore(RedisOptions options, Clock clock) throws IOException {
        this(options, clock, IdHorizon.PROMISED, RedisMachine.REAL);
    }

    RedisLogStore(RedisOptions options, Clock clock, IdHorizon horizon, RedisMachine machine) throws IOException {
        this.options = options;
        this.clock = clock;
        queue = new RedisQueue(options.queueBytesMax());
        budget = new TailBudget(options.tailBytesMax());
        troubles = new RedisTrouble(options.address().isCluster());
        eras = new RedisEras(options.durability());
        watch = new RedisWatch(machine, options.timeoutMillis());
        RedisSlots slots = options.address().isCluster() ? new RedisSlots(options, watch) : null;
        places = new RedisPlaces(options, watch, slots, eras, troubles);
        RedisLinks links = places.links(machine);
        RedisCheck check;
        try {
            links.connect();
            check = new RedisCheck(this, machine, links, options.checkMillis());
            RedisWire wire = links.wire();
            if (wire != null) {
                check.run(wire);
            }
        } catch (IOException | RuntimeException | Error e) {
            links.close();
            watch.close();
            throw e;
        }
        writer = new RedisWriter(queue, links, check, clock, horizon);
        readers = new RedisReaders(machine, places::reader);
        listeners = new RedisListeners(machine, places::listener, slots);
        neighbours = new RedisNeighbours(places, readers, options, node);
        writerThread = machine.start("maru-redis-writer", writer::run);
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        if (queue.isClosed()) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        if (rooms.putIfAbsent(room, Optional.empty()) != null) {
            return CompletableFuture.failedStage(new IllegalStateException("room " + room + " is open already"));
        }
        RedisRoom last = remembered.remove(room);
        RedisRoomLog log = new RedisRoomLog(this, room, name, last, new Tail(budget));
        // Behind what the log that was open before still has to append.
        return log.follow().<RoomLog>thenApply(head -> opened(log)).whenComplete((opened, failure) -> {
            if (opened == null) {
                if (last != null) {
                    // An outage is when rooms fail to open, and what it loses is noticed by this alone.
                    remembered.putIfAbsent(room, last);
                }
                rooms.remove(room);
            }
        });
    }

    private RedisRoomLog opened(RedisRoomLog log) {
        rooms.put(log.room(), Optional.of(log));
        listeners.open(log);
        return log;
    }

    /** Remembers where the room of {@code log}, which is closed, was last seen. */
    void closed(RedisRoomLog log) {
        listeners.close(log);
        remembered.put(log.room(), log.row());
        synchronized (remembered) {
            if (remembered.size() > REMEMBERED_MAX) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
        rooms.remove(log.room());
    }

    /** What waited when {@code room} was closed has been stored; of no weight once it is open again. */
    void movedClosed(String room, RedisRoom row) {
        remembered.computeIfPresent(room, (key, last) -> row);
    }

    /** Remembers that {@code room} has left {@code epoch}, closed or not. */
    void left(String room, String epoch) {
        left.add(epoch + " " + room);
        if (left.size() > REMEMBERED_MAX) {
            left.remove(left.iterator().next());
        }
    }

    boolean hasLeft(String room, String epoch) {
        return left.contains(epoch + " " + room);
    }

    @Override
    public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
        return list(null, afterKey, max);
    }

    @Override
    public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
        return list(author, afterKey, max);
    }

    private CompletionStage<List<Listed>> list(@Nullable String author, String afterKey, int max) {
        return readers.submit(connection -> RedisListing.read(connection, author, afterKey, max));
    }

    @Override
    public CompletionStage<Long> backup(Path target) {
        return CompletableFuture.failedStage(new IOException(
                "rooms in Redis are backed up with Redis's own means: its append-only file, or BGSAVE"));
    }

    @Override
    public long roomCount() {
        return roomCount.get();
    }

    @Override
    public String epoch(String room) {
        return eras.of(RedisSlot.bucket(room));
    }

    @Override
    public Durability durability() {
        return options.durability();
    }

    @Override
    public Neighbours neighbours() {
        return neighbours;
    }

    @Override
    public Optional<String> trouble() {
        Optional<String> why = troubles.why();
        return why.isEmpty() && queue.isClosed() ? Optional.of("the store is closed") : why;
    }

    @Override
    public CompletionStage<Optional<Fullness>> fullness() {
        return readers.submit(RedisMemory::read);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.close();
        Threads.join(writerThread);
        open().forEach(RedisRoomLog::close);
        listeners.close();
        neighbours.close();
        readers.close();
        watch.close();
    }

    /** The logs that are open. */
    List<RedisRoomLog> open() {
        List<RedisRoomLog> open = new ArrayList<>();
        rooms.values().forEach(log -> log.ifPresent(open::add));
        return open;
    }

    String node() {
        return node;
    }

    RedisWriter writer() {
        return writer;
    }

    RedisListeners listeners() {
        return listeners;
    }

    RedisTrouble troubles() {
        return troubles;
    }

    RedisEras eras() {
        return eras;
    }

    /** Where each room that is closed was last seen. */
    Map<String, RedisRoom> remembered() {
        synchronized (remembered) {
            return new LinkedHashMap<>(remembered);
        }
    }

    /** By which command others are woken. */
    String publish() {
        return places.publish();
    }

    RedisQueue queue() {
        return queue;
    }

    RedisReaders readers() {
        return readers;
    }

    Clock clock() {
        return clock;
    }

    void roomCount(long counted) {
        roomCount.set(counted);
    }

    /** Notes that a room has got its first entry, or has none any more; {@link RedisCheck} counts anew soon. */
    void counted(String room, RedisRoom before, RedisRoom after) {
        if (Keys.isListed(room)) {
            roomCount.addAndGet(Long.signum(after.n()) - Long.signum(before.n()));
        }
    }
}
