package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.SqliteWrite.Append;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one thread that writes. It takes all that waits, stores it in one transaction, whatever the rooms, and so pays
 * for one flush of the disk; then the entries become readable, then listeners wake and receipts complete.
 *
 * <p>After a commit that failed, nobody knows what the disk holds, and a second flush may claim to have written what
 * the first one lost. So the thread stops for good then, and only a restart, which reads what is really there, goes on.
 */
final class SqliteWriter {
    /** The pages that a small transaction writes; more than that is counted by its entries. */
    private static final int PAGES_PER_COMMIT = 5;

    private final SqliteQueue queue;
    private final SqliteTransaction transaction;
    private final SqliteStatements statements;
    private final SqliteTrims trims;
    private final SqliteBound bound;
    private final SqliteCheckpointer checkpointer;
    private final Clock clock;
    private final Salts salts = new Salts();
    private volatile String trouble = "";
    private volatile boolean stopped;

    SqliteWriter(
            Connection connection,
            SqliteQueue queue,
            SqliteTransaction transaction,
            SqliteStatements statements,
            SqliteTrims trims,
            SqliteBound bound,
            SqliteCheckpointer checkpointer,
            Clock clock) {
        this.queue = queue;
        this.transaction = transaction;
        this.statements = statements;
        this.trims = trims;
        this.bound = bound;
        this.checkpointer = checkpointer;
        this.clock = clock;
    }

    /** The thread's work: until the queue is closed and empty. */
    void run() {
        while (true) {
            boolean sweeps = trims.isSweeping() && !queue.isClosed();
            List<SqliteWrite> writes = queue.take(!sweeps);
            if (writes.isEmpty() && !sweeps) {
                return;
            }
            try {
                work(writes);
                if (sweeps) {
                    trims.sweep();
                }
            } catch (RuntimeException | Error e) {
                Threads.LOGGER.log(Level.ERROR, "the log's writer failed", e);
                stop("an internal fault stopped the log; restart it");
                writes.forEach(write -> refuse(write, Reason.UNKNOWN));
            }
        }
    }

    private void work(List<SqliteWrite> writes) {
        List<Append> appends = new ArrayList<>();
        for (SqliteWrite write : writes) {
            if (write instanceof Append append) {
                appends.add(append);
            } else {
                append(appends);
                appends = new ArrayList<>();
                other(write);
            }
        }
        append(appends);
    }

    private void append(List<Append> appends) {
        if (appends.isEmpty()) {
            return;
        }
        if (stopped) {
            appends.forEach(append -> refuse(append, Reason.STOPPED));
            return;
        }
        List<Receipt> receipts = new ArrayList<>(appends.size());
        Map<SqliteRoomLog, SqliteTurn> turns = new LinkedHashMap<>();
        try {
            transaction.run(() -> store(appends, receipts, turns));
        } catch (SqliteFailure e) {
            failed(appends, e);
            return;
        }
        turns.values().removeIf(turn -> !turn.hasStored());
        if (!turns.isEmpty()) {
            trouble = "";
            turns.values().forEach(SqliteTurn::publish);
            checkpointer.committed(
                    PAGES_PER_COMMIT + appends.size(), turns.values().stream().anyMatch(SqliteTurn::hasErased));
            turns.values().forEach(SqliteTurn::wake);
        }
        for (int i = 0; i < receipts.size(); i++) {
            appends.get(i).done().complete(receipts.get(i));
        }
    }

    private boolean store(List<Append> appends, List<Receipt> receipts, Map<SqliteRoomLog, SqliteTurn> turns)
            throws SQLException {
        for (Append append : appends) {
            SqliteTurn turn = turns.computeIfAbsent(append.log(), log -> new SqliteTurn(log, statements, clock, salts));
            receipts.add(turn.append(append.draft()));
        }
        boolean stored = false;
        for (SqliteTurn turn : turns.values()) {
            stored |= turn.finish();
        }
        return stored;
    }

    /**
     * Nothing of {@code appends} is stored, or nobody knows. What only some of them are to blame for, hits only those.
     */
    private void failed(List<Append> appends, SqliteFailure failure) {
        SqliteFault fault = failure.fault();
        boolean isOnesOwn = fault == SqliteFault.FULL || fault == SqliteFault.DAMAGE;
        if (isOnesOwn && appends.size() > 1) {
            int half = appends.size() / 2;
            append(appends.subList(0, half));
            append(appends.subList(half, appends.size()));
            return;
        }
        switch (fault) {
            case FULL -> trouble = "the store is full";
            case BUSY -> trouble = "another program holds the database";
            case DAMAGE -> appends.forEach(append -> damaged(append.log(), failure));
            default -> {
                Threads.LOGGER.log(Level.ERROR, "the log stops writing", failure);
                stop("writing failed, and a restart is needed: " + failure.getMessage());
            }
        }
        appends.forEach(append -> refuse(append, fault.reason()));
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
        if (write instanceof Append append) {
            append.done().complete(new Refused(reason));
        } else if (write instanceof SqliteWrite.Trim trim) {
            trim.done().complete(trim.log().head());
        }
    }

    private void other(SqliteWrite write) {
        if (write instanceof SqliteWrite.Task task) {
            task.task().run();
        } else if (stopped) {
            refuse(write, Reason.STOPPED);
        } else if (write instanceof SqliteWrite.Trim trim) {
            trim(trim);
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

    private void remember(SqliteWrite.Damage damage) {
        SqliteRoom row = damage.log().row();
        try {
            transaction.run(() -> {
                statements.put(row.damaged(damage.n()));
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
