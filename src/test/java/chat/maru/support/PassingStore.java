package chat.maru.support;

import chat.maru.log.Fullness;
import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.log.Neighbours;
import chat.maru.log.RoomLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A store that passes everything on, but the logs of its rooms, which a test has as it wants: {@link PassingLog}. */
public class PassingStore implements LogStore {
    private final LogStore store;
    private final UnaryOperator<RoomLog> logs;

    /** @param logs what is opened instead of a log of {@code store} */
    public PassingStore(LogStore store, UnaryOperator<RoomLog> logs) {
        this.store = store;
        this.logs = logs;
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        return store.open(room, name).thenApply(logs);
    }

    @Override
    public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
        return store.rooms(afterKey, max);
    }

    @Override
    public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
        return store.roomsOf(author, afterKey, max);
    }

    @Override
    public CompletionStage<Long> backup(Path target) {
        return store.backup(target);
    }

    @Override
    public long roomCount() {
        return store.roomCount();
    }

    @Override
    public String epoch(String room) {
        return store.epoch(room);
    }

    @Override
    public Durability durability() {
        return store.durability();
    }

    @Override
    public Neighbours neighbours() {
        return store.neighbours();
    }

    @Override
    public Optional<String> trouble() {
        return store.trouble();
    }

    @Override
    public CompletionStage<Optional<Fullness>> fullness() {
        return store.fullness();
    }

    @Override
    public void close() {
        store.close();
    }
}
