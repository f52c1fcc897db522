package chat.maru.room;

import chat.maru.log.Head;
import chat.maru.log.RoomLog;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The state of one room, read again whenever its log says that it has changed. Thread-safe; owned by its {@link Room}.
 */
final class RoomState {
    private final RoomLog log;
    private final Runnable onChange;

    /** Replaced by one reading at a time. */
    private volatile Settled settled;

    private volatile Consumer<Map<String, String>> listener = state -> {};

    /** The last reading, which the next one waits for. Guarded by this. */
    private CompletionStage<Settled> settling;

    /** @param onChange called when what has been read is another state than before */
    RoomState(RoomLog log, Settled settled, Runnable onChange) {
        this.log = log;
        this.settled = settled;
        this.settling = CompletableFuture.completedStage(settled);
        this.onChange = onChange;
    }

    /** The state as last read. Never blocks. */
    Settled settled() {
        return settled;
    }

    /** The log has grown: reads the state if that changed it. */
    void grown() {
        if (!settled.isOf(log.head())) {
            settle();
        }
    }

    /** Reads the state if it has changed. Complete when what it says is in force. */
    synchronized CompletionStage<Settled> settle() {
        settling = settling.exceptionally(failure -> settled).thenCompose(before -> reread());
        return settling;
    }

    private CompletionStage<Settled> reread() {
        // Before the state is asked for: what changes in between is read again.
        Head head = log.head();
        if (settled.isOf(head)) {
            return CompletableFuture.completedStage(settled);
        }
        return log.state().thenApply(state -> {
            settled = Settled.of(head, state);
            listener.accept(state);
            onChange.run();
            return settled;
        });
    }

    /** Calls {@code newListener} with the state, now and whenever it has changed. */
    void onChange(Consumer<Map<String, String>> newListener) {
        listener = newListener;
        newListener.accept(settled.state());
    }
}
