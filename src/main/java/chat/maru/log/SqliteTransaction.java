package chat.maru.log;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

/** Runs transactions on the writing connection, one after the other. Owned by the writing thread. */
final class SqliteTransaction {
    private final Lock turn;
    private final SqlitePrepared prepared;
    private final AtomicLong commits = new AtomicLong();

    /** @param turn what the checkpointer takes for the moment that no transaction may be open */
    SqliteTransaction(SqlitePrepared prepared, Lock turn) {
        this.prepared = prepared;
        this.turn = turn;
    }

    /** Does {@code work} and commits it, which returns after the disk has it; or fails and leaves nothing of it. */
    void run(Work work) throws SqliteFailure {
        turn.lock();
        try {
            begin();
            boolean done = false;
            try {
                if (work.run()) {
                    commit();
                } else {
                    rollback();
                }
                done = true;
            } catch (SQLException e) {
                throw new SqliteFailure(SqliteFault.of(e), e);
            } finally {
                if (!done) {
                    prepared.forget();
                    rollback();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void begin() throws SqliteFailure {
        try {
            prepared.get("BEGIN IMMEDIATE").execute();
        } catch (SQLException e) {
            // No room is touched yet, so what cannot begin is the store's fault.
            prepared.forget();
            boolean busy = SqliteFault.of(e) == SqliteFault.BUSY;
            throw new SqliteFailure(busy ? SqliteFault.BUSY : SqliteFault.STORE, e);
        }
    }

    private void commit() throws SqliteFailure {
        try {
            prepared.get("COMMIT").execute();
        } catch (SQLException e) {
            boolean full = SqliteFault.of(e) == SqliteFault.FULL;
            throw new SqliteFailure(full ? SqliteFault.FULL : SqliteFault.COMMIT, e);
        }
        commits.incrementAndGet();
    }

    private void rollback() {
        try {
            prepared.get("ROLLBACK").execute();
        } catch (SQLException e) {
            // SQLite rolls back by itself after some faults. Were it not so, the next begin would fail and say so.
            prepared.forget();
            Threads.LOGGER.log(Level.DEBUG, "nothing to roll back: {0}", e.getMessage());
        }
    }

    /** How many transactions have been committed; any thread may ask. */
    long commits() {
        return commits.get();
    }

    /** What a transaction does. */
    interface Work {
        /** Returns whether there is anything to commit. */
        boolean run() throws SQLException;
    }
}
