package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.Limiter;
import chat.maru.access.Policy;
import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.log.RoomLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rooms that somebody is in. Thread-safe; owned by the composition root.
 *
 * <p>A room is opened by the first who enters and retired by the last who leaves, under the map's lock for its key, so
 * that a log is never open twice. Both are quick: opening only begins there, and closing a log lets go of memory.
 */
public final class Rooms {
    private final Map<String, Open> rooms = new ConcurrentHashMap<>();
    private final LogStore store;
    private final FanOutThreads threads;
    private final Doors doors;
    private final Abroad abroad;
    private final Moderation moderation = new Moderation(this);

    /**
     * @param store where the logs are
     * @param threads run the fan-out; never blocked by a reader
     * @param doors who may come in
     */
    public Rooms(LogStore store, FanOutThreads threads, Doors doors) {
        this.store = store;
        this.threads = threads;
        this.doors = doors;
        this.abroad = new Abroad(store.neighbours(), doors.nameCodePointsMax());
    }

    /** What clients have done on one node counts on all of them from now on. Called once, before {@link #tick}. */
    public void share(Limiter limiter) {
        abroad.share(limiter);
    }

    /** Does what moderators decide. */
    public Moderation moderation() {
        return moderation;
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
        return new Open(store.open(name.key(), name.shown()).thenCompose(this::room), 1);
    }

    private CompletionStage<Room> room(RoomLog log) {
        return Room.open(log, threads, doors).thenApply(abroad::opened).whenComplete((room, failure) -> {
            if (failure != null) {
                // Nobody holds it then, and while it is open nobody could open it again.
                log.close();
            }
        });
    }

    /** One who entered is gone; the last one out retires the room. */
    public void leave(RoomName name) {
        rooms.computeIfPresent(name.key(), (key, open) -> {
            if (open.holders() > 1) {
                return new Open(open.room(), open.holders() - 1);
            }
            open.room().thenAccept(room -> {
                abroad.closed(room);
                room.retire();
            });
            return null;
        });
    }

    /**
     * A look at a room without entering it: nobody is told, nothing is stored, and a room that was closed is closed
     * again.
     *
     * <p>Who may not look sees what a room is that nobody has made yet.
     *
     * @param reading whether it is asked how far they have read
     */
    public CompletionStage<Glance> glance(RoomName name, Identity who, String address, boolean reading) {
        return visit(name, who, address, admission -> admission.glance(name, reading));
    }

    /**
     * Somebody at a room for as long as {@code visit} takes. Enters nothing, and fails as it fails; a visit that waits
     * keeps the room open.
     */
    public <T> CompletionStage<T> visit(
            RoomName name, Identity who, String address, Function<Admission, CompletionStage<T>> visit) {
        return enter(name)
                .thenCompose(room -> visit.apply(room.admit(who, address)))
                .whenComplete((result, failure) -> leave(name));
    }

    /**
     * Those of the listed rooms after {@code afterKey} that {@code who} may read, and may read because of more than
     * what everybody may; looks at {@code max} rooms at most.
     */
    public CompletionStage<Listing> invited(Identity who, String address, String afterKey, int max) {
        return store.rooms(afterKey, max).thenCompose(listed -> {
            CompletionStage<List<Listed>> found = CompletableFuture.completedStage(List.of());
            for (Listed room : listed) {
                found = found.thenCompose(before -> isInvited(room, who, address)
                        .thenApply(invited -> invited ? Listing.plus(before, room) : before));
            }
            return found.thenApply(rooms -> Listing.of(rooms, listed, max));
        });
    }

    private CompletionStage<Boolean> isInvited(Listed room, Identity who, String address) {
        RoomName name = new RoomName(room.room(), room.name());
        return visit(name, who, address, admission -> CompletableFuture.completedStage(admission.isInvited()));
    }

    /** Opens {@link RoomName#SERVER} for good, and calls {@code listener} with its state, now and after each change. */
    public CompletionStage<Room> watchServer(Consumer<Map<String, String>> listener) {
        return enter(RoomName.SERVER).thenApply(room -> {
            room.onState(listener);
            return room;
        });
    }

    /**
     * The server itself reads a room on, for somebody whom an administrator has named.
     *
     * @param reader whose place it is; no identity has an id like it
     * @param wake called when the room may have grown; must return at once
     */
    public CompletionStage<Follower> follow(RoomName name, String reader, Runnable wake) {
        return enter(name)
                .thenApply(room -> room.follow(this, name, reader, wake))
                .whenComplete((follower, failure) -> {
                    if (failure != null) {
                        leave(name);
                    }
                });
    }

    /** What is allowed has changed for all rooms: sends out who may not be here any more. */
    public void recheck() {
        eachOpen(Room::recheck);
    }

    /** Publishes in every room what has changed about its members. Called about once a second, by one thread. */
    public void tick(long now) {
        abroad.hear(now);
        eachOpen(room -> {
            room.tick(now);
            abroad.tell(room);
        });
        abroad.say(now);
    }

    private void eachOpen(Consumer<Room> action) {
        for (Open open : rooms.values()) {
            CompletableFuture<Room> room = open.room().toCompletableFuture();
            if (room.isDone() && !room.isCompletedExceptionally()) {
                action.accept(room.join());
            }
        }
    }

    /** How many rooms are open, not counting the server's own. */
    public int count() {
        return (int) rooms.keySet().stream()
                .filter(key -> !key.startsWith(Policy.OWN))
                .count();
    }

    private record Open(CompletionStage<Room> room, int holders) {
        Open more() {
            return new Open(room, holders + 1);
        }
    }
}
