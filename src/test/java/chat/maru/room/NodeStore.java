package chat.maru.room;

import chat.maru.log.Fullness;
import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.Neighbours;
import chat.maru.log.RoomLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store of one node's own, which has neighbours nevertheless: for tests that are not about the log. */
record NodeStore(LogStore store, Neighbours neighbours) implements LogStore {
    static NodeStore of(Neighbours neighbours) {
        return new NodeStore(new MemoryLogStore(100, 1 << 20, Clock.systemUTC()), neighbours);
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        return store.open(room, name);
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
