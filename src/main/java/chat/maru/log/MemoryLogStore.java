package chat.maru.log;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

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
    public Durability durability() {
        return Durability.MEMORY;
    }

    @Override
    public Optional<String> trouble() {
        return closed ? Optional.of("the store is closed") : Optional.empty();
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

    String epoch() {
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
