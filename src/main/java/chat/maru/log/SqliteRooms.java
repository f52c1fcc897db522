package chat.maru.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rooms in the database, and tells a damaged room from one that does not exist. Stateless.
 *
 * <p>A room is found by its key, so a damaged key would make it look new. Therefore each key stands twice, in the row
 * and in the index over it, and every start compares the two and the checksum of each row.
 */
final class SqliteRooms {
    static final String ROW =
            "SELECT r, key, name, epoch, first, n, m, at, chain, erasures, damaged, states, sum FROM room";

    private SqliteRooms() {}

    /** The keys of the rooms whose row is damaged. */
    static Set<String> damaged(Connection connection) throws SQLException {
        Set<String> damaged = new HashSet<>();
        try (PreparedStatement rows = connection.prepareStatement(ROW + " NOT INDEXED");
                PreparedStatement byKey =
                        connection.prepareStatement("SELECT r FROM room INDEXED BY room_key WHERE key = ?");
                ResultSet row = rows.executeQuery()) {
            while (row.next()) {
                byKey.setString(1, row.getString(2));
                try (ResultSet found = byKey.executeQuery()) {
                    if (!found.next() || found.getLong(1) != row.getLong(1) || whole(row) == null) {
                        damaged.add(row.getString(2));
                    }
                }
            }
        }
        try (PreparedStatement keys =
                        connection.prepareStatement("SELECT key, r FROM room INDEXED BY room_key ORDER BY key");
                PreparedStatement byNumber = connection.prepareStatement(ROW + " NOT INDEXED WHERE r = ?");
                ResultSet key = keys.executeQuery()) {
            while (key.next()) {
                byNumber.setLong(1, key.getLong(2));
                try (ResultSet row = byNumber.executeQuery()) {
                    SqliteRoom room = row.next() ? whole(row) : null;
                    if (room == null || !room.key().equals(key.getString(1))) {
                        damaged.add(key.getString(1));
                    }
                }
            }
        }
        return damaged;
    }

    /**
     * The room with this key, or {@code null} when there is none. Its newest entry is checked against the row; where
     * they disagree, the room comes back damaged.
     */
    static @Nullable SqliteRoom find(Connection connection, SqlitePages pages, String key) throws SQLException {
        try (PreparedStatement byKey = connection.prepareStatement(ROW + " WHERE key = ?")) {
            byKey.setString(1, key);
            SqliteRoom room;
            try (ResultSet row = byKey.executeQuery()) {
                room = row.next() ? whole(row) : null;
            }
            if (room == null || room.damaged() != 0) {
                return room;
            }
            long at;
            try {
                at = disagreement(connection, pages, room);
            } catch (SQLException e) {
                if (SqliteFault.of(e) != SqliteFault.DAMAGE) {
                    throw e;
                }
                at = Math.max(1, room.n());
            }
            return at == 0 ? room : room.damaged(at);
        }
    }

    /** Where the newest entries are not what the row says, or 0. */
    private static long disagreement(Connection connection, SqlitePages pages, SqliteRoom room) throws SQLException {
        long newest = newest(connection, room.r());
        if (newest != room.n()) {
            return Math.min(newest, room.n()) + 1;
        }
        try (PreparedStatement head = connection.prepareStatement("SELECT chain, m FROM head WHERE r = ? AND n = ?")) {
            head.setLong(1, room.r());
            head.setLong(2, room.n());
            try (ResultSet row = head.executeQuery()) {
                if (!row.next()
                        || !room.chain().toString().equals(hex(row.getBytes(1)))
                        || row.getLong(2) != room.m()) {
                    return room.n();
                }
            }
        }
        return room.first() > room.n()
                ? 0
                : pages.after(room.r(), room.head(), room.n() - 1, 1, 1).damagedAt();
    }

    /**
     * What is left of a room whose row is damaged: its heads tell how far it had come.
     *
     * @throws IOException when not even that can be said
     */
    static SqliteRoom rescue(Connection connection, String key, String name, String epoch)
            throws SQLException, IOException {
        for (String where : List.of(" NOT INDEXED WHERE key = ?", " INDEXED BY room_key WHERE key = ?")) {
            try (PreparedStatement byKey = connection.prepareStatement("SELECT r FROM room" + where)) {
                byKey.setString(1, key);
                long r;
                try (ResultSet row = byKey.executeQuery()) {
                    r = row.next() ? row.getLong(1) : 0;
                }
                long n = r == 0 ? 0 : newest(connection, r);
                if (n > 0) {
                    return left(connection, r, n, SqliteRoom.empty(key, name, epoch));
                }
            }
        }
        throw new IOException("room " + key + " is damaged beyond reading");
    }

    private static SqliteRoom left(Connection connection, long r, long n, SqliteRoom unknown) throws SQLException {
        String oldest = SqliteFile.ask(connection, "SELECT min(n) FROM body WHERE r = " + r);
        String m = SqliteFile.ask(connection, "SELECT m FROM head WHERE r = " + r + " AND n = " + n);
        String epoch = SqliteFile.ask(connection, "SELECT epoch FROM room NOT INDEXED WHERE r = " + r);
        long first = oldest.isEmpty() ? n + 1 : Long.parseLong(oldest);
        return new SqliteRoom(
                r,
                unknown.key(),
                unknown.name(),
                epoch.isEmpty() ? unknown.epoch() : epoch,
                first,
                n,
                Long.parseLong(m),
                0,
                Digest.ZERO,
                0,
                n,
                0,
                n);
    }

    private static long newest(Connection connection, long r) throws SQLException {
        String n = SqliteFile.ask(connection, "SELECT max(n) FROM head WHERE r = " + r);
        return n.isEmpty() ? 0 : Long.parseLong(n);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** The room in the current row, or {@code null} when the row does not have its checksum. */
    static @Nullable SqliteRoom whole(ResultSet row) throws SQLException {
        try {
            SqliteRoom room = new SqliteRoom(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    Digest.of(row.getBytes(9)),
                    row.getLong(10),
                    row.getLong(11),
                    row.getLong(12),
                    row.getLong(6));
            return room.sum() == row.getLong(13) ? room : null;
        } catch (RuntimeException e) {
            // A column is missing or has another type or length than was ever written.
            return null;
        }
    }
}
