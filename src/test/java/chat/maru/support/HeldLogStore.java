package chat.maru.support;

import chat.maru.log.Draft;
import chat.maru.log.Fullness;
import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store as slow as a test wants: what is appended is stored, and answered when the test says so. Thread-safe. */
public final class HeldLogStore implements LogStore {
    private final LogStore store;
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    public HeldLogStore(LogStore store) {
        this.store = store;
    }

    /** Lets every answer go, those to come as well. */
    public void release() {
        released.complete(null);
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        return store.open(room, name).thenApply(log -> new HeldLog(log, released));
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

    private static final class HeldLog extends PassingLog {
        private final CompletableFuture<Void> released;

        HeldLog(RoomLog log, CompletableFuture<Void> released) {
            super(log);
            this.released = released;
        }

        @Override
        public CompletionStage<Receipt> append(Draft draft) {
            return super.append(draft).thenCombine(released, (receipt, go) -> receipt);
        }
    }
}
