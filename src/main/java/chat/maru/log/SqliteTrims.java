package chat.maru.log;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Trims rooms: {@code first} moves at once, and what lies below it is deleted bit by bit between batches, so that no
 * append waits for a large trim. A restart goes on where it ended. Owned by the writing thread.
 */
final class SqliteTrims {
    /** Positions deleted in one transaction. */
    private static final int CHUNK = 2_000;

    private static final String NOTE = "INSERT OR REPLACE INTO trimmed (r, first, n, at) VALUES (?, ?, ?, ?)";
    private static final String FORGETTABLE =
            "SELECT max(first) FROM trimmed WHERE r = ? AND first <= ? AND n <= ? AND at <= ?";
    private static final String UNNOTE = "DELETE FROM trimmed WHERE r = ? AND first <= ?";
    private static final String SWEEP_BODIES = sweep("body");
    private static final String KEYS = "SELECT key FROM body" + piece("body") + " ORDER BY key";
    private static final String SWEEP_MARKS = sweep("mark");
    private static final String SWEEP_HEADS = sweep("head");

    private final SqlitePrepared prepared;
    private final SqliteTransaction transaction;
    private final SqliteStatements statements;
    private final SqliteKeys keys;
    private final IdHorizon horizon;
    private final Clock clock;
    private final Queue<Sweep> sweeps = new ArrayDeque<>();

    SqliteTrims(SqliteTables tables, SqliteTransaction transaction, IdHorizon horizon, Clock clock) {
        prepared = tables.prepared();
        statements = tables.statements();
        keys = tables.keys();
        this.transaction = transaction;
        this.horizon = horizon;
        this.clock = clock;
    }

    private static String sweep(String table) {
        return "DELETE FROM " + table + piece(table);
    }

    private static String piece(String table) {
        return " WHERE r = ?1 AND n < ?2 AND n < ?3 + (SELECT min(n) FROM " + table + " WHERE r = ?1)";
    }

    /** Takes up the work that the last run left, except on rooms whose row cannot be trusted. */
    void resume(Connection connection, Set<String> damagedRooms) throws SQLException {
        try (PreparedStatement rooms = connection.prepareStatement(
                        "SELECT r, key, first, n FROM room WHERE r IN (SELECT r FROM trimmed) AND damaged = 0");
                ResultSet room = rooms.executeQuery()) {
            while (room.next()) {
                if (!damagedRooms.contains(room.getString(2))) {
                    below(room.getLong(1), room.getLong(3));
                    forget(room.getLong(1), room.getLong(3), room.getLong(4));
                }
            }
        }
    }

    /** Moves {@code room.first} to {@code first}; the room as it is then. */
    SqliteRoom trim(SqliteRoom room, long first) throws SqliteFailure {
        SqliteRoom trimmed = room.trimmed(first);
        transaction.run(() -> {
            statements.put(trimmed);
            prepared.get(NOTE, room.r(), first, room.n(), clock.millis()).executeUpdate();
            return true;
        });
        below(room.r(), first);
        try {
            forget(room.r(), first, room.n());
        } catch (SQLException e) {
            Threads.LOGGER.log(Level.WARNING, "ids of room " + room.key() + " were not forgotten", e);
        }
        return trimmed;
    }

    private void below(long r, long first) {
        sweeps.add(new Sweep(SWEEP_BODIES, r, first));
        sweeps.add(new Sweep(SWEEP_MARKS, r, first));
    }

    /** Lets go of the heads that were kept only for their ids, where the horizon has passed. */
    private void forget(long r, long roomFirst, long n) throws SQLException {
        PreparedStatement forgettable =
                prepared.get(FORGETTABLE, r, roomFirst, n - horizon.ids(), clock.millis() - horizon.millis());
        long first;
        try (ResultSet row = forgettable.executeQuery()) {
            first = row.next() ? row.getLong(1) : 0;
        }
        if (first > 0) {
            // The head just below stays: the chain of the first entry held continues it.
            sweeps.add(new Sweep(SWEEP_HEADS, r, first - 1));
            prepared.get(UNNOTE, r, first - 1).executeUpdate();
        }
    }

    boolean isSweeping() {
        return !sweeps.isEmpty();
    }

    /** Deletes one piece. What fails is left until the room's next trim or the next start. */
    void sweep() {
        Sweep sweep = sweeps.poll();
        if (sweep == null) {
            return;
        }
        try {
            transaction.run(() -> {
                if (sweep.delete.equals(SWEEP_BODIES)) {
                    eraseKeys(sweep);
                }
                boolean deleted =
                        prepared.get(sweep.delete, sweep.r, sweep.to, CHUNK).executeUpdate() > 0;
                if (deleted) {
                    sweeps.add(sweep);
                }
                return deleted;
            });
        } catch (SqliteFailure e) {
            sweeps.remove(sweep);
            Threads.LOGGER.log(Level.WARNING, "trimmed entries were not deleted", e);
        }
    }

    private void eraseKeys(Sweep sweep) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = prepared.get(KEYS, sweep.r, sweep.to, CHUNK).executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        keys.erase(numbers);
    }

    /** The rows of room {@code r} below {@code to}, to be deleted. */
    private record Sweep(String delete, long r, long to) {}
}
