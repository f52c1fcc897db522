package chat.maru.log;

import chat.maru.log.RestoreRefused.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Fills a room of a {@link SqliteLogStore}: a piece at a time between what others append, under a number that belongs
 * to no room until all is there. What is not final or volatile belongs to the writing thread.
 */
final class SqliteRestore implements Restore {
    /** Few enough that nobody who appends waits for long. */
    private static final int PIECE_ENTRIES = 250;

    private static final int PIECE_BYTES = 1 << 20;

    private final SqliteRoomLog log;
    private final SqliteQueue queue;
    private final RestoreCheck check;
    private long r;
    private long erased;
    private volatile boolean over;

    SqliteRestore(SqliteRoomLog log, SqliteQueue queue, Salts salts, long nowMillis) {
        this.log = log;
        this.queue = queue;
        check = new RestoreCheck(salts, nowMillis);
    }

    @Override
    public CompletionStage<Long> add(List<Entry> entries) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        next(List.copyOf(entries), 0, done);
        return done;
    }

    private void next(List<Entry> entries, int from, CompletableFuture<Long> done) {
        if (from == entries.size() && from > 0) {
            done.complete(check.lines());
            return;
        }
        int to = from;
        long bytes = 0;
        while (to < entries.size() && to - from < PIECE_ENTRIES && bytes < PIECE_BYTES) {
            bytes += entries.get(to++).sizeBytes();
        }
        CompletableFuture<Long> stored = new CompletableFuture<>();
        int end = to;
        CompletionStage<Long> answer = stored;
        answer.whenComplete((lines, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (end == entries.size()) {
                done.complete(lines);
            } else {
                next(entries, end, done);
            }
        });
        offer(new Step<>(loose -> store(entries.subList(from, end), loose), stored));
    }

    private void offer(Step<?> step) {
        if (!queue.offer(step)) {
            step.fail(new StoreClosed());
        }
    }

    private long store(List<Entry> piece, SqliteLoose loose) throws SqliteFailure, IOException {
        checkOpen();
        List<RestoreRefused> refused = new ArrayList<>();
        long[] taken = {r};
        over = true;
        loose.transaction().run(() -> {
            try {
                if (taken[0] == 0) {
                    taken[0] = loose.take();
                }
                for (Entry entry : piece) {
                    store(taken[0], entry, loose.tables());
                }
            } catch (RestoreRefused e) {
                refused.add(e);
            }
            return refused.isEmpty();
        });
        if (!refused.isEmpty()) {
            loose.tables().statements().rolledBack();
            throw refused.get(0);
        }
        r = taken[0];
        over = false;
        return check.lines();
    }

    private void store(long number, Entry given, SqliteTables tables) throws SQLException, RestoreRefused {
        SqliteStatements statements = tables.statements();
        Target target = check.refersBack(given) ? statements.target(number, given.of()) : null;
        boolean isKnown = statements.known(number, given.author(), given.id()) != null;
        boolean isFirst = check.lines() == 0;
        Entry entry = check.next(given, target, isKnown);
        if (isFirst && entry.n() > 1) {
            // What the chain and the count of the first entry go on from, as after a trim.
            long m = entry.m() - (entry.isMessage() ? 1 : 0);
            statements.put(
                    number,
                    new Entry(entry.n() - 1, "", "", "", entry.atMillis(), 0, m, Digest.ZERO, Digest.ZERO, null));
        }
        statements.put(number, entry);
        Body body = entry.body();
        erased += body == null ? 1 : 0;
        if (target != null && RestoreCheck.erasesTarget(entry)) {
            erased += tables.erasures().message(number, entry.of()).size();
        } else if (target != null
                && !target.erased()
                && body != null
                && entry.kind().equals(Kind.REACTION)) {
            statements.mark(number, entry.of(), entry.author(), Mark.of(body.content()), entry.n());
        }
    }

    private void checkOpen() throws RestoreRefused {
        if (over) {
            throw new RestoreRefused(Reason.OVER, 0, "this restore is over");
        }
    }

    @Override
    public CompletionStage<Head> finish(Map<String, String> state) {
        Map<String, String> states = Map.copyOf(state);
        CompletableFuture<Head> done = new CompletableFuture<>();
        Step<Head> step = new Step<>(loose -> finish(states, loose), done);
        if (log.isClosed()) {
            // Another log may have the room open by now, and would not hear of it.
            step.fail(new StoreClosed());
        } else {
            offer(step);
        }
        return done;
    }

    private Head finish(Map<String, String> state, SqliteLoose loose) throws SqliteFailure, IOException {
        checkOpen();
        check.finish(state);
        SqliteRoom before = log.row();
        if (before.n() != 0 || before.damaged() != 0) {
            throw new RestoreRefused(Reason.OCCUPIED, 0, "the room has entries");
        }
        List<SqliteRoom> room = new ArrayList<>();
        loose.transaction().run(() -> {
            long sum = 0;
            for (Map.Entry<String, String> one : state.entrySet()) {
                sum ^= loose.tables().statements().putState(r, one.getKey(), one.getValue());
            }
            loose.tables().statements().dropRoom(before.r());
            room.add(room(before, sum));
            loose.tie(room.get(0));
            return true;
        });
        over = true;
        r = 0;
        log.restored(room.get(0));
        return log.head();
    }

    private SqliteRoom room(SqliteRoom before, long states) {
        return new SqliteRoom(
                r,
                before.key(),
                before.name(),
                Epochs.fresh(),
                check.first(),
                check.n(),
                check.m(),
                check.atMillis(),
                check.chain(),
                erased,
                0,
                states,
                check.n());
    }

    @Override
    public void close() {
        offer(new Step<>(
                loose -> {
                    over = true;
                    if (r != 0) {
                        loose.give(r);
                        r = 0;
                    }
                    return true;
                },
                new CompletableFuture<>()));
    }

    /** One step, on the writing thread, and who waits for it. */
    private record Step<T>(Work<T> work, CompletableFuture<T> done) implements SqliteWrite.Own {
        @Override
        public Runnable run(SqliteLoose loose) throws SqliteFailure {
            try {
                T found = work.run(loose);
                return () -> done.complete(found);
            } catch (IOException e) {
                return () -> fail(e);
            }
        }

        @Override
        public void fail(IOException why) {
            done.completeExceptionally(why);
        }
    }

    private interface Work<T> {
        T run(SqliteLoose loose) throws SqliteFailure, IOException;
    }
}
