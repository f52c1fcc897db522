package chat.maru.room;

import chat.maru.log.LogStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that somebody is in. Thread-safe; owned by the composition root.
 *
 * <p>A room is opened by the first who enters and retired by the last who leaves, under the map's lock for its key, so
 * that a log is never open twice. Both are quick: opening only begins there, and closing a log lets go of memory.
 */
public final class Rooms {
    private final Map<String, Open> rooms = new ConcurrentHashMap<>();
    private final LogStore store;
    private final Executor executor;

    /**
     * @param store where the logs are
     * @param executor runs the fan-out; its threads are never blocked by a reader
     */
    public Rooms(LogStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    /**
     * The room of that name. Each stage that this method returns is owed one {@link #leave}, once it has completed,
     * whether well or not.
     */
    public CompletionStage<Room> enter(RoomName name) {
        return rooms.compute(name.key(), (key, open) -> open == null ? open(name) : open.more())
                .room();
    }

    private Open open(RoomName name) {
        return new Open(store.open(name.key(), name.shown()).thenApply(log -> new Room(log, executor)), 1);
    }

    /** One who entered is gone; the last one out retires the room. */
    public void leave(RoomName name) {
        rooms.computeIfPresent(name.key(), (key, open) -> {
            if (open.holders() > 1) {
                return new Open(open.room(), open.holders() - 1);
            }
            open.room().thenAccept(Room::retire);
            return null;
        });
    }

    /**
     * A look at a room without entering it: nobody is told, nothing is stored, and a room that was closed is closed
     * again.
     *
     * @param id who looks, or {@code null} for nobody in particular
     */
    public CompletionStage<Glance> glance(RoomName name, @Nullable String id) {
        return enter(name).thenCompose(room -> room.glance(id)).whenComplete((glance, failure) -> leave(name));
    }

    /** Publishes in every room what has changed about its members. Called about once a second, by one thread. */
    public void tick(long now) {
        for (Open open : rooms.values()) {
            CompletableFuture<Room> room = open.room().toCompletableFuture();
            if (room.isDone() && !room.isCompletedExceptionally()) {
                room.join().tick(now);
            }
        }
    }

    /** How many rooms are open. */
    public int count() {
        return rooms.size();
    }

    private record Open(CompletionStage<Room> room, int holders) {
        Open more() {
            return new Open(room, holders + 1);
        }
    }
}
