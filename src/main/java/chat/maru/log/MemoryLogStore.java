package chat.maru.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Rooms that live as long as this store: for tests, and for rooms that may forget. Each room keeps a bounded ring of
 * its newest entries; all rooms together stay below a number of bytes. Thread-safe; appends and reads complete on the
 * caller's thread.
 *
 * <p>Clients' ids count towards the bytes. When the bytes run short, ids whose entries are gone are forgotten before
 * the 24 hours of the contract are over, though never the newest 100,000 of a room.
 */
public final class MemoryLogStore implements LogStore {
    private final int entriesPerRoomMax;
    private final Clock clock;
    private final MemoryBytes bytes;
    private final String epoch = Epochs.fresh();
    private final Salts salts = new Salts();
    private final Map<String, MemoryRoomLog> rooms = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param entriesPerRoomMax the newest entries that a room keeps, at least 1
     * @param bytesMax what all rooms together may hold, in {@link Entry#sizeBytes} and what ids cost
     */
    public MemoryLogStore(int entriesPerRoomMax, long bytesMax, Clock clock) {
        if (entriesPerRoomMax < 1) {
            throw new IllegalArgumentException("entriesPerRoomMax is " + entriesPerRoomMax + ", below 1");
        }
        this.entriesPerRoomMax = entriesPerRoomMax;
        this.clock = clock;
        bytes = new MemoryBytes(bytesMax);
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        return CompletableFuture.completedStage(rooms.computeIfAbsent(room, key -> new MemoryRoomLog(this, key, name)));
    }

    @Override
    public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
        return list(room -> true, afterKey, max);
    }

    @Override
    public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
        return list(room -> room.hasWritten(author), afterKey, max);
    }

    private CompletionStage<List<Listed>> list(Predicate<MemoryRoomLog> wanted, String afterKey, int max) {
        if (closed) {
            return CompletableFuture.failedStage(new StoreClosed());
        }
        return CompletableFuture.completedStage(rooms.values().stream()
                .filter(MemoryLogStore::isListed)
                .filter(room -> Keys.ORDER.compare(room.room(), afterKey) > 0 && wanted.test(room))
                .map(room -> new Listed(room.room(), room.name(), room.head()))
                .sorted(Comparator.comparing(Listed::room, Keys.ORDER))
                .limit(max)
                .toList());
    }

    private static boolean isListed(MemoryRoomLog room) {
        return Keys.isListed(room.room()) && room.head().n() > 0;
    }

    @Override
    public long roomCount() {
        return rooms.values().stream().filter(MemoryLogStore::isListed).count();
    }

    @Override
    public CompletionStage<Long> backup(Path target) {
        return CompletableFuture.failedStage(new IOException("rooms in memory cannot be backed up"));
    }

    @Override
    public Durability durability() {
        return Durability.MEMORY;
    }

    @Override
    public Optional<String> trouble() {
        return closed ? Optional.of("the store is closed") : Optional.empty();
    }

    @Override
    public CompletionStage<Optional<Fullness>> fullness() {
        return CompletableFuture.completedStage(Optional.of(new Fullness(
                "the memory for rooms (maru.memoryBytesMax)",
                bytes.used(),
                bytes.max(),
                "raise maru.memoryBytesMax; at its end rooms forget their oldest entries")));
    }

    @Override
    public void close() {
        closed = true;
        rooms.values().forEach(MemoryRoomLog::close);
        rooms.clear();
    }

    boolean isClosed() {
        return closed;
    }

    /** Forgets a room that nobody has written to, for joining leaves no trace. */
    void forget(MemoryRoomLog room) {
        rooms.remove(room.room(), room);
    }

    boolean holds(MemoryRoomLog room) {
        return rooms.get(room.room()) == room;
    }

    @Override
    public String epoch(String room) {
        return epoch;
    }

    int entriesPerRoomMax() {
        return entriesPerRoomMax;
    }

    MemoryBytes bytes() {
        return bytes;
    }

    Clock clock() {
        return clock;
    }

    Salts salts() {
        return salts;
    }
}
