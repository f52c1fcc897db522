package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import chat.maru.log.RestoreRefused.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Fills a room of a {@link RedisLogStore}: entries are staged under keys of their own, which Redis forgets by itself
 * when nobody goes on, and become the room's in one commit. Works on the readers' threads.
 */
final class RedisRestore implements Restore {
    /** Keys that nobody added to for so long are gone. */
    private static final int STAGED_SECONDS = 3_600;

    private static final int PIECE = 500;
    private static final List<Part> STAGED =
            List.of(Part.HEADS, Part.SAID, Part.BODIES, Part.IDS, Part.ABOUT, Part.MARKS);

    private final RedisRoomLog log;
    private final RedisLogStore store;
    private final RedisKeys staged;
    private final RedisStaging staging;
    private final RestoreCheck check;
    private boolean over;
    /** Whether the staged keys are no longer ours. */
    private boolean gone;

    RedisRestore(RedisRoomLog log, RedisLogStore store) {
        this.log = log;
        this.store = store;
        staged = log.keys().staged(Epochs.fresh());
        check = new RestoreCheck(new Salts(), store.clock().millis());
        staging = new RedisStaging(staged, check);
    }

    @Override
    public CompletionStage<Long> add(List<Entry> entries) {
        synchronized (this) {
            if (over) {
                return CompletableFuture.failedStage(isOver());
            }
            over = true;
        }
        return add(entries, 0).thenApply(added -> {
            synchronized (this) {
                over = gone;
            }
            return check.lines();
        });
    }

    /** Piece by piece, so that reads come between. */
    private CompletionStage<Boolean> add(List<Entry> entries, int from) {
        if (from >= entries.size()) {
            return CompletableFuture.completedStage(true);
        }
        List<Entry> piece = entries.subList(from, Math.min(entries.size(), from + PIECE));
        return store.readers()
                .submit(connection -> stage(connection, piece))
                .thenCompose(done -> add(entries, from + PIECE));
    }

    /** Whether there is anything under that key; it stays for long enough then. */
    private boolean isStaged(RedisWire connection, Part part) throws IOException {
        Object reply = connection.call(RedisCommand.of("EXPIRE", staged.of(part), STAGED_SECONDS));
        return Long.valueOf(1).equals(reply);
    }

    private boolean stage(RedisWire connection, List<Entry> piece) throws IOException {
        staging.add(connection, piece);
        for (Part part : STAGED) {
            isStaged(connection, part);
        }
        return true;
    }

    @Override
    public CompletionStage<Head> finish(Map<String, String> state) {
        synchronized (this) {
            if (over) {
                return CompletableFuture.failedStage(isOver());
            }
            over = true;
        }
        try {
            check.finish(state);
        } catch (RestoreRefused e) {
            return CompletableFuture.failedStage(e);
        }
        return log.follow()
                .thenCompose(head -> store.readers().submit(connection -> commit(connection, state)))
                .thenCompose(done -> log.follow());
    }

    private boolean commit(RedisWire connection, Map<String, String> state) throws IOException {
        if (log.head().n() != 0) {
            throw occupied();
        }
        if (!isStaged(connection, Part.HEADS)) {
            throw new IOException("Redis has forgotten what was to be restored: nobody went on for an hour");
        }
        RedisCommit commit = new RedisCommit(log.keys(), log.expected());
        List<Object> states = new ArrayList<>();
        state.forEach((key, value) -> states.addAll(List.of(key, value)));
        commit.puts(Part.STATE, "HSET", 2, states);
        for (Part part : STAGED) {
            if (isStaged(connection, part)) {
                commit.rename(staged.of(part), log.keys().of(part));
                commit.put(part, "PERSIST");
            }
        }
        commit.put(Part.ROOMS, "ZADD", 0, log.room());
        RedisRoom room = staging.room(Epochs.fresh(), log.era(), log.name());
        Object reply = connection.call(commit.finish(room, store).command());
        if (!Long.valueOf(1).equals(reply)) {
            throw occupied();
        }
        synchronized (this) {
            gone = true;
        }
        return true;
    }

    private static RestoreRefused occupied() {
        return new RestoreRefused(Reason.OCCUPIED, 0, "the room has entries");
    }

    private static RestoreRefused isOver() {
        return new RestoreRefused(Reason.OVER, 0, "this restore is over");
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
            if (gone) {
                return;
            }
            gone = true;
        }
        RedisCommand unlink =
                RedisCommand.of("UNLINK").addAll(STAGED.stream().map(staged::of).toList());
        CompletableFuture<Optional<Object>> unlinked =
                store.readers().submit(connection -> Optional.ofNullable(connection.call(unlink)));
        // Where this fails, Redis forgets them by itself.
        unlinked.exceptionally(failure -> Optional.empty());
    }
}
