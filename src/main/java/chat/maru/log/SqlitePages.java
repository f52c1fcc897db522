package chat.maru.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries from the database and checks every one of them: its body against its head, its head against the chain.
 * Each read is one transaction and sees one state of the database, so that a trim in between is not taken for damage.
 * Owned by one thread.
 */
final class SqlitePages implements AutoCloseable {
    static final String ENTRY = "SELECT h.n, h.kind, h.author, h.id, h.at, h.of, h.m, h.hash, h.chain, h.gone,"
            + " " + SqliteSchema.KEY + ", b.sealed, p.chain FROM head h"
            + " LEFT JOIN head p ON p.r = h.r AND p.n = h.n - 1 LEFT JOIN body b ON b.r = h.r AND b.n = h.n"
            + SqliteSchema.KEYS;

    private static final String ASCENDING = ENTRY + " WHERE h.r = ? AND h.n > ? AND h.n <= ? ORDER BY h.n LIMIT ?";
    private static final String FIRST = "SELECT first FROM room WHERE r = ?";
    private static final String ROOM = SqliteRooms.ROW + " WHERE r = ?";
    private static final String COUNT = "SELECT m FROM head WHERE r = ? AND n = ?";
    private static final String STATES = "SELECT key, value FROM state WHERE r = ?";
    private static final String STATES_SUM = "SELECT states FROM room WHERE r = ?";

    private final Connection connection;
    private final SqlitePrepared prepared;
    private final SqliteSeal seal = new SqliteSeal();

    SqlitePages(Connection connection) {
        this.connection = connection;
        prepared = new SqlitePrepared(connection);
    }

    /** What {@link RoomLog#readAfter} finds on disk, of room number {@code r} that stands at {@code head}. */
    Page after(long r, Head head, long n, int entriesMax, int bytesMax) throws SQLException {
        return inOneTransaction(() -> {
            Head now = trimmedTo(head, first(r));
            long after = Math.max(n, now.first() - 1);
            List<Entry> found = new ArrayList<>();
            long expected = after + 1;
            long bytes = 0;
            try (ResultSet rows = query(ASCENDING, r, after, now.n(), entriesMax)) {
                while (expected <= now.n() && found.size() < entriesMax) {
                    Entry entry = rows.next() ? whole(rows) : null;
                    if (entry == null || entry.n() != expected) {
                        return new Page(after, found, now, expected);
                    }
                    bytes += entry.sizeBytes();
                    if (bytes > bytesMax && !found.isEmpty()) {
                        break;
                    }
                    found.add(entry);
                    expected++;
                }
            } catch (SQLException e) {
                return new Page(after, found, now, damage(e, expected));
            }
            return new Page(after, found, now, 0);
        });
    }

    /**
     * What {@link RoomLog#history} finds on disk, of room number {@code r}.
     *
     * @param known where the log stood at last; it counts only in a read-only room, whose row may not be readable
     */
    History history(long r, Head known, Range range, String reader, int entriesMax, int bytesMax) throws SQLException {
        return inOneTransaction(() -> {
            Head head = head(r, known);
            if (head == null && !known.readOnly()) {
                return new History(List.of(), known, false, false, Math.max(1, known.n()));
            }
            return new SqliteHistory(this, r, head == null ? known : head, range, reader, entriesMax, bytesMax).read();
        });
    }

    /** How far {@code author} has read in room number {@code r}. */
    long read(long r, String author) throws SQLException {
        PreparedStatement read = prepared.get(SqliteStatements.READ, r);
        read.setString(2, author);
        try (ResultSet row = read.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The room's states, or nothing when they are not what {@code room.states} says. */
    Optional<Map<String, String>> states(long r) throws SQLException {
        return inOneTransaction(() -> {
            Map<String, String> found = new HashMap<>();
            long sum = 0;
            try (ResultSet rows = query(STATES, r)) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                    sum ^= SqliteRoom.stateSum(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet row = query(STATES_SUM, r)) {
                boolean whole = row.next() && row.getLong(1) == sum;
                return whole ? Optional.of(Map.copyOf(found)) : Optional.empty();
            }
        });
    }

    /** The entry in the current row, or {@code null} when it is not what was written. */
    @Nullable
    Entry whole(ResultSet row) throws SQLException {
        try {
            long n = row.getLong(1);
            byte[] sealed = row.getBytes(12);
            boolean gone = row.getInt(10) != 0;
            if (gone != (sealed == null)) {
                return null;
            }
            Entry entry = new Entry(
                    n,
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    Digest.of(row.getBytes(8)),
                    Digest.of(row.getBytes(9)),
                    sealed == null ? null : seal.open(row.getBytes(11), sealed));
            Digest previous = n == 1 ? Digest.ZERO : Digest.of(row.getBytes(13));
            return Chain.continues(previous, entry) ? entry : null;
        } catch (RuntimeException e) {
            // A column is missing or has another type or length than was ever written.
            return null;
        }
    }

    private long first(long r) throws SQLException {
        try (ResultSet rows = query(FIRST, r)) {
            return rows.next() ? rows.getLong(1) : 1;
        }
    }

    /** Where the room's row stands, or {@code null} when it is not what was written. */
    private @Nullable Head head(long r, Head known) throws SQLException {
        try (ResultSet rows = query(ROOM, r)) {
            SqliteRoom room = rows.next() ? SqliteRooms.whole(rows) : null;
            return room == null ? null : room.known(known).head();
        } catch (SQLException e) {
            damage(e, 0);
            return null;
        }
    }

    /** The number of messages up to position {@code n}. */
    long count(long r, long n) throws SQLException {
        if (n == 0) {
            return 0;
        }
        try (ResultSet rows = query(COUNT, r, n)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static Head trimmedTo(Head head, long first) {
        return first <= head.first()
                ? head
                : new Head(head.epoch(), first, head.n(), head.m(), head.erasures(), head.states(), head.readOnly());
    }

    /** {@code n}, when {@code e} says that the entry there is damaged; otherwise {@code e} goes on. */
    long damage(SQLException e, long n) throws SQLException {
        prepared.forget();
        if (SqliteFault.of(e) != SqliteFault.DAMAGE) {
            throw e;
        }
        return n;
    }

    ResultSet query(String sql, long r, long n, String text) throws SQLException {
        PreparedStatement statement = prepared.get(sql, r, n);
        statement.setString(3, text);
        return statement.executeQuery();
    }

    ResultSet query(String sql, long... values) throws SQLException {
        return prepared.get(sql, values).executeQuery();
    }

    private <T> T inOneTransaction(Query<T> query) throws SQLException {
        prepared.get("BEGIN").execute();
        try {
            return query.run();
        } catch (SQLException e) {
            prepared.forget();
            throw e;
        } finally {
            prepared.get("ROLLBACK").execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private interface Query<T> {
        T run() throws SQLException;
    }
}
