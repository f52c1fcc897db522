package chat.maru.log;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Room numbers whose rows belong to no room: of a room that was cleared, or that is being restored. A table notes them,
 * so that a restart goes on with deleting, and takes nothing for loose that a damaged database merely lost. They are
 * deleted bit by bit between batches. Owned by the writing thread.
 */
final class SqliteLoose {
    /** Rows or positions deleted in one transaction. */
    private static final int PIECE = 1_000;

    private static final String NOTE = "INSERT INTO loose (r) VALUES (?)";
    private static final String UNNOTE = "DELETE FROM loose WHERE r = ?";
    private static final String KEYS = "SELECT key FROM body" + piece("body", "n") + " ORDER BY key";
    private static final List<String> SWEEPS = List.of(
            "DELETE FROM body" + piece("body", "n"),
            "DELETE FROM mark" + piece("mark", "n"),
            "DELETE FROM state" + piece("state", "key"),
            "DELETE FROM read_mark" + piece("read_mark", "author"),
            "DELETE FROM trimmed" + piece("trimmed", "first"),
            "DELETE FROM head" + piece("head", "n"));

    private final SqlitePrepared prepared;
    private final SqliteTransaction transaction;
    private final SqliteTables tables;
    private final Queue<Long> sweeps = new ArrayDeque<>();

    SqliteLoose(SqliteTables tables, SqliteTransaction transaction) {
        prepared = tables.prepared();
        this.tables = tables;
        this.transaction = transaction;
    }

    private static String piece(String table, String column) {
        return " WHERE r = ?1 AND " + column + " <= ifnull((SELECT " + column + " FROM " + table
                + " WHERE r = ?1 ORDER BY " + column + " LIMIT 1 OFFSET ?2), (SELECT max(" + column + ") FROM " + table
                + " WHERE r = ?1))";
    }

    /** Takes up the work that the last run left. */
    void resume(Connection connection) throws SQLException {
        try (PreparedStatement loose = connection.prepareStatement("SELECT r FROM loose");
                ResultSet row = loose.executeQuery()) {
            while (row.next()) {
                sweeps.add(row.getLong(1));
            }
        }
    }

    /** Makes an empty room of {@code room}; the one that it is then. */
    SqliteRoom clear(SqliteRoom room) throws SqliteFailure {
        SqliteRoom empty = SqliteRoom.empty(room.key(), room.name(), Epochs.fresh());
        List<SqliteRoom> cleared = new ArrayList<>();
        transaction.run(() -> {
            cleared.add(empty.numbered(tables.statements().nextRoom()));
            prepared.get(NOTE, room.r()).executeUpdate();
            tables.statements().dropRoom(room.r());
            tables.statements().put(cleared.get(0));
            return true;
        });
        sweeps.add(room.r());
        return cleared.get(0);
    }

    /** Takes a number that no room has had, in the open transaction. */
    long take() throws SQLException {
        long r = tables.statements().nextRoom();
        prepared.get(NOTE, r).executeUpdate();
        return r;
    }

    /** Makes {@code room} of the rows under its number, in the open transaction. */
    void tie(SqliteRoom room) throws SQLException {
        prepared.get(UNNOTE, room.r()).executeUpdate();
        tables.statements().put(room);
    }

    /** Lets number {@code r}, which was taken, be deleted. */
    void give(long r) {
        sweeps.add(r);
    }

    SqliteTables tables() {
        return tables;
    }

    SqliteTransaction transaction() {
        return transaction;
    }

    boolean isSweeping() {
        return !sweeps.isEmpty();
    }

    /** Deletes one piece, and says whether that was the last of a number. What fails is left until the next start. */
    boolean sweep() {
        Long r = sweeps.peek();
        if (r == null) {
            return false;
        }
        List<Boolean> isLast = new ArrayList<>();
        try {
            transaction.run(() -> {
                isLast.add(!deletePiece(r));
                return true;
            });
        } catch (SqliteFailure e) {
            isLast.add(true);
            Threads.LOGGER.log(Level.WARNING, "what belongs to no room was not deleted", e);
        }
        boolean isDone = isLast.contains(true);
        if (isDone) {
            sweeps.remove();
        }
        return isDone;
    }

    private boolean deletePiece(long r) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet rows = prepared.get(KEYS, r, PIECE).executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        tables.keys().erase(numbers);
        for (String sweep : SWEEPS) {
            if (prepared.get(sweep, r, PIECE).executeUpdate() > 0) {
                return true;
            }
        }
        prepared.get(UNNOTE, r).executeUpdate();
        return false;
    }
}
