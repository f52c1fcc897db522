package chat.maru.support;

import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store as slow as a test wants: what is appended is stored, and answered when the test says so. Thread-safe. */
public final class HeldLogStore extends PassingStore {
    private final CompletableFuture<Void> released;

    public HeldLogStore(LogStore store) {
        this(store, new CompletableFuture<>());
    }

    private HeldLogStore(LogStore store, CompletableFuture<Void> released) {
        super(store, log -> new HeldLog(log, released));
        this.released = released;
    }

    /** Lets every answer go, those to come as well. */
    public void release() {
        released.complete(null);
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
