package chat.maru.log;

import chat.maru.log.RestoreRefused.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fills a room of a {@link MemoryLogStore}, which keeps as many of the newest entries as it always does. */
final class MemoryRestore implements Restore {
    private final MemoryRoomLog log;
    private final MemoryRoom room;
    private final RestoreCheck check;
    private boolean over;
    /** Whether the room is no longer ours. */
    private boolean gone;

    MemoryRestore(MemoryRoomLog log, MemoryLogStore store) {
        this.log = log;
        room = new MemoryRoom(store, Epochs.fresh());
        check = new RestoreCheck(store.salts(), store.clock().millis());
    }

    @Override
    public synchronized CompletionStage<Long> add(List<Entry> entries) {
        try {
            checkOpen();
            over = true;
            for (Entry entry : entries) {
                store(entry);
            }
            over = false;
            return CompletableFuture.completedStage(check.lines());
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void store(Entry given) throws IOException {
        Target target = check.refersBack(given) ? room.target(given.of()) : null;
        boolean isKnown = room.known(given.author(), given.id()) != null;
        Entry entry = check.next(given, target, isKnown);
        if (!room.add(entry)) {
            throw new IOException("the store is full");
        }
        if (target != null && RestoreCheck.erasesTarget(entry)) {
            room.eraseMessage(entry.of());
        }
    }

    private void checkOpen() throws RestoreRefused {
        if (over) {
            throw new RestoreRefused(Reason.OVER, 0, "this restore is over");
        }
    }

    @Override
    public synchronized CompletionStage<Head> finish(Map<String, String> state) {
        try {
            checkOpen();
            check.finish(state);
            room.put(state);
            Head head = log.restored(room);
            over = true;
            gone = true;
            return CompletableFuture.completedStage(head);
        } catch (IOException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        if (!gone) {
            gone = true;
            room.release();
        }
    }
}
