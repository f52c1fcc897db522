package chat.maru.room;

import chat.maru.log.Draft;
import chat.maru.log.History;
import chat.maru.log.LogStore;
import chat.maru.log.Page;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The one room of a simulated node, with the product's own {@link Rooms} around it. One thread. */
public final class SimulatedHall {
    private static final RoomName NAME = RoomName.parse("hall").orElseThrow();

    private final Rooms rooms;

    /** @param threads decides when members are woken */
    public SimulatedHall(LogStore store, FanOutThreads threads) {
        rooms = new Rooms(store, threads, OpenDoors.of(store));
    }

    CompletionStage<Room> enter() {
        return rooms.enter(NAME);
    }

    void leave() {
        rooms.leave(NAME);
    }

    /** Keeps the room open from now on. */
    public void stay() {
        enter();
    }

    public CompletionStage<Receipt> publish(Draft draft) {
        return visit(room -> room.publish(draft));
    }

    /** The newest messages, as they read now. */
    public CompletionStage<History> history(int entriesMax) {
        return visit(room -> room.history(Range.before(0), "", entriesMax, Integer.MAX_VALUE));
    }

    public CompletionStage<Page> readAfter(long n, int entriesMax) {
        return visit(room -> room.readAfter(n, entriesMax, Integer.MAX_VALUE));
    }

    public CompletionStage<?> trim(long first) {
        return visit(room -> room.trim(first));
    }

    public CompletionStage<?> clear() {
        return visit(room -> room.log().clear());
    }

    private <T> CompletionStage<T> visit(Function<Room, CompletionStage<T>> visit) {
        return enter().thenCompose(visit).whenComplete((done, failure) -> leave());
    }
}
