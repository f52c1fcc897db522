package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.SqliteWrite.Shared;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes all that waits, stores it in one transaction, whatever the rooms, and so pays
 * for one flush of the disk; then the entries become readable, then receipts complete and listeners wake.
 *
 * <p>After a commit that failed, nobody knows what the disk holds, and a second flush may claim to have written what
 * the first one lost. So the thread stops for good then, and only a restart, which reads what is really there, goes on.
 */
final class SqliteWriter {
    /** The pages that a small transaction writes; more than that is counted by its entries. */
    private static final int PAGES_PER_COMMIT = 5;

    /** The pages that what has a transaction of its own may write: some. */
    private static final int OWN_PAGES = 256;

    private final Connection connection;
    private final SqliteQueue queue;
    private final SqliteTransaction transaction;
    private final SqliteTables tables;
    private final SqliteTrims trims;
    private final SqliteLoose loose;
    private final SqliteBound bound;
    private final SqliteCheckpointer checkpointer;
    private final Clock clock;
    private final Salts salts = new Salts();
    private volatile String trouble = "";
    private volatile boolean stopped;
    private @Nullable SqliteCopy waitingCopy;

    SqliteWriter(
            Connection connection,
            SqliteQueue queue,
            SqliteTransaction transaction,
            SqliteTables tables,
            SqliteTrims trims,
            SqliteLoose loose,
            SqliteBound bound,
            SqliteCheckpointer checkpointer,
            Clock clock) {
        this.connection = connection;
        this.queue = queue;
        this.transaction = transaction;
        this.tables = tables;
        this.trims = trims;
        this.loose = loose;
        this.bound = bound;
        this.checkpointer = checkpointer;
        this.clock = clock;
    }

    /** The thread's work: until the queue is closed and empty. */
    void run() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = turn(true);
            SqliteCopy copy = waitingCopy;
            if (copy != null) {
                copy(copy);
                waitingCopy = null;
            }
        }
    }

    /** Does what waits; {@code false} when that was nothing. */
    private boolean turn(boolean waits) {
        boolean sweeps = (trims.isSweeping() || loose.isSweeping()) && !queue.isClosed() && !stopped;
        List<SqliteWrite> writes = queue.take(waits && !sweeps);
        if (writes.isEmpty() && !sweeps) {
            return false;
        }
        try {
            work(writes);
            if (sweeps) {
                trims.sweep();
                if (loose.sweep()) {
                    checkpointer.committed(PAGES_PER_COMMIT, true);
                }
            }
        } catch (RuntimeException | Error e) {
            Threads.LOGGER.log(Level.ERROR, "the log's writer failed", e);
            stop("an internal fault stopped the log; restart it");
            writes.forEach(write -> refuse(write, Reason.UNKNOWN));
        }
        return true;
    }

    /** Copies, and does between the steps what it always does; a second copy meanwhile is refused. */
    private void copy(SqliteCopy copy) {
        if (stopped) {
            copy.fail(new IOException("the log does not write"));
            return;
        }
        checkpointer.pause(true);
        try {
            copy.copy(connection, queue, this::turn);
        } finally {
            checkpointer.pause(false);
        }
    }

    private void work(List<SqliteWrite> writes) {
        List<Shared> batch = new ArrayList<>();
        for (SqliteWrite write : writes) {
            if (write instanceof Shared shared) {
                batch.add(shared);
            } else {
                share(batch);
                batch = new ArrayList<>();
                other(write);
            }
        }
        share(batch);
    }

    /** Does all of {@code batch} in one transaction. */
    private void share(List<Shared> batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (stopped) {
            batch.forEach(write -> write.refuse(Reason.STOPPED));
            return;
        }
        List<Runnable> answers = new ArrayList<>(batch.size());
        Map<SqliteRoomLog, SqliteTurn> turns = new LinkedHashMap<>();
        try {
            transaction.run(() -> store(batch, answers, turns));
        } catch (SqliteFailure e) {
            failed(batch, e);
            return;
        }
        turns.values().removeIf(turn -> !turn.hasChanged());
        if (!turns.isEmpty()) {
            trouble = "";
            turns.values().forEach(SqliteTurn::publish);
            checkpointer.committed(
                    PAGES_PER_COMMIT + batch.size(), turns.values().stream().anyMatch(SqliteTurn::hasErased));
        }
        // Before the wakes: whoever is acknowledged is a reader too, and gets both in one write.
        answers.forEach(Runnable::run);
        turns.values().forEach(SqliteTurn::wake);
    }

    private boolean store(List<Shared> batch, List<Runnable> answers, Map<SqliteRoomLog, SqliteTurn> turns)
            throws SQLException {
        for (Shared write : batch) {
            SqliteTurn turn = turns.computeIfAbsent(write.log(), log -> new SqliteTurn(log, tables, clock, salts));
            answers.add(write.work(turn));
        }
        boolean changed = false;
        for (SqliteTurn turn : turns.values()) {
            changed |= turn.finish();
        }
        return changed;
    }

    /** Nothing of {@code batch} is stored, or nobody knows. What only some of it is to blame for, hits only that. */
    private void failed(List<Shared> batch, SqliteFailure failure) {
        tables.statements().rolledBack();
        SqliteFault fault = failure.fault();
        boolean isOnesOwn = fault == SqliteFault.FULL || fault == SqliteFault.DAMAGE;
        if (isOnesOwn && batch.size() > 1) {
            int half = batch.size() / 2;
            share(batch.subList(0, half));
            share(batch.subList(half, batch.size()));
            return;
        }
        if (fault == SqliteFault.DAMAGE) {
            batch.forEach(write -> damaged(write.log(), failure));
        }
        noteTrouble(failure);
        batch.forEach(write -> write.refuse(fault.reason()));
    }

    private void noteTrouble(SqliteFailure failure) {
        switch (failure.fault()) {
            case FULL -> trouble = "the store is full";
            case BUSY -> trouble = "another program holds the database";
            case DAMAGE -> {}
            default -> {
                Threads.LOGGER.log(Level.ERROR, "the log stops writing", failure);
                stop("writing failed, and a restart is needed: " + failure.getMessage());
            }
        }
    }

    private static void damaged(SqliteRoomLog log, SqliteFailure failure) {
        Threads.LOGGER.log(Level.ERROR, "room " + log.room() + " is damaged and read-only now", failure);
        log.damaged(Math.max(1, log.head().n()));
    }

    private void stop(String why) {
        trouble = why;
        stopped = true;
        queue.close();
    }

    private static void refuse(SqliteWrite write, Reason reason) {
        if (write instanceof Shared shared) {
            shared.refuse(reason);
        } else if (write instanceof SqliteWrite.Trim trim) {
            trim.done().complete(trim.log().head());
        } else if (write instanceof SqliteWrite.Own own) {
            own.fail(new IOException("the log does not write: " + reason));
        } else if (write instanceof SqliteWrite.Backup backup) {
            backup.copy().fail(new IOException("the log is not copied now: " + reason));
        }
    }

    private void other(SqliteWrite write) {
        if (write instanceof SqliteWrite.Task task) {
            task.task().run();
        } else if (stopped) {
            refuse(write, Reason.STOPPED);
        } else if (write instanceof SqliteWrite.Trim trim) {
            trim(trim);
        } else if (write instanceof SqliteWrite.Own own) {
            own(own);
        } else if (write instanceof SqliteWrite.Backup backup) {
            if (waitingCopy == null) {
                // Not before what was taken with it: between its steps comes what was queued later.
                waitingCopy = backup.copy();
            } else {
                refuse(write, Reason.BUSY);
            }
        } else if (write instanceof SqliteWrite.Damage damage) {
            remember(damage);
        }
    }

    private void trim(SqliteWrite.Trim trim) {
        SqliteRoomLog log = trim.log();
        Head head = log.head();
        if (!head.readOnly() && trim.first() > head.first() && trim.first() <= head.n() + 1) {
            try {
                bound.lift();
                log.trimmed(trims.trim(log.row(), trim.first()));
                // Whoever trims a full store wants its room back now, not bit by bit.
                while (!trouble.isEmpty() && trims.isSweeping()) {
                    trims.sweep();
                }
                checkpointer.committed(PAGES_PER_COMMIT, true);
            } catch (SqliteFailure e) {
                Threads.LOGGER.log(Level.WARNING, "room " + log.room() + " was not trimmed", e);
            } finally {
                bound.restore();
            }
        }
        trim.done().complete(log.head());
    }

    private void own(SqliteWrite.Own own) {
        try {
            Runnable answer = own.run(loose);
            checkpointer.committed(OWN_PAGES, false);
            answer.run();
        } catch (SqliteFailure e) {
            tables.statements().rolledBack();
            noteTrouble(e);
            own.fail(new IOException("the log was not changed: " + e.getMessage(), e));
        }
    }

    private void remember(SqliteWrite.Damage damage) {
        SqliteRoom row = damage.log().row();
        try {
            transaction.run(() -> {
                tables.statements().put(row.damaged(damage.n()));
                return true;
            });
        } catch (SqliteFailure e) {
            Threads.LOGGER.log(Level.WARNING, "damage in room " + row.key() + " was not noted", e);
        }
    }

    /** Why nothing can be appended just now, or an empty text. Any thread may ask. */
    String trouble() {
        return trouble;
    }

    /** Whether a commit failed. Any thread may ask. */
    boolean isStopped() {
        return stopped;
    }
}
