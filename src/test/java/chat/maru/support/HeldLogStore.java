package chat.maru.support;

import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.LogStore;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.Map;
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
    public Durability durability() {
        return store.durability();
    }

    @Override
    public Optional<String> trouble() {
        return store.trouble();
    }

    @Override
    public void close() {
        store.close();
    }

    private record HeldLog(RoomLog log, CompletableFuture<Void> released) implements RoomLog {
        @Override
        public CompletionStage<Receipt> append(Draft draft) {
            return log.append(draft).thenCombine(released, (receipt, go) -> receipt);
        }

        @Override
        public String room() {
            return log.room();
        }

        @Override
        public String name() {
            return log.name();
        }

        @Override
        public Head head() {
            return log.head();
        }

        @Override
        public CompletionStage<Optional<Position>> find(String author, String id) {
            return log.find(author, id);
        }

        @Override
        public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
            return log.readAfter(n, entriesMax, bytesMax);
        }

        @Override
        public CompletionStage<History> history(Range range, int entriesMax, int bytesMax) {
            return log.history(range, entriesMax, bytesMax);
        }

        @Override
        public CompletionStage<Long> read(String author) {
            return log.read(author);
        }

        @Override
        public CompletionStage<Long> markRead(String author, long n) {
            return log.markRead(author, n);
        }

        @Override
        public CompletionStage<Map<String, String>> state() {
            return log.state();
        }

        @Override
        public CompletionStage<Head> trim(long first) {
            return log.trim(first);
        }

        @Override
        public void onGrowth(Runnable wake) {
            log.onGrowth(wake);
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
