package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists rooms from the database, a piece at a time, so that no read transaction lasts. Stateless. */
final class SqliteListing {
    /** Rooms looked at in one read. */
    private static final int PIECE = 500;

    private static final String LISTED = " n > 0 AND (key < '.' OR key >= '/')";
    private static final String ROOMS =
            SqliteRooms.ROW + " WHERE key > ? AND" + LISTED + " ORDER BY key LIMIT " + PIECE;
    private static final String WROTE = "SELECT 1 FROM head WHERE r = ? AND author = ? AND n >= ? AND gone = 0 LIMIT 1";

    private SqliteListing() {}

    static long count(Connection connection) throws SQLException {
        return Long.parseLong(SqliteFile.ask(connection, "SELECT count(*) FROM room WHERE" + LISTED));
    }

    /** At most {@code max} rooms behind {@code afterKey}; only those where {@code author} wrote, unless it is null. */
    static List<Listed> read(Connection connection, @Nullable String author, String afterKey, int max)
            throws SQLException {
        List<Listed> found = new ArrayList<>();
        String after = afterKey;
        try (PreparedStatement rooms = connection.prepareStatement(ROOMS);
                PreparedStatement wrote = connection.prepareStatement(WROTE)) {
            int seen = PIECE;
            while (seen == PIECE && found.size() < max) {
                seen = 0;
                rooms.setString(1, after);
                try (ResultSet row = rooms.executeQuery()) {
                    while (found.size() < max && row.next()) {
                        seen++;
                        after = row.getString(2);
                        if (author == null || hasWritten(wrote, row, author)) {
                            add(connection, row, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static boolean hasWritten(PreparedStatement wrote, ResultSet room, String author) throws SQLException {
        wrote.setLong(1, room.getLong(1));
        wrote.setString(2, author);
        wrote.setLong(3, room.getLong(5));
        try (ResultSet row = wrote.executeQuery()) {
            return row.next();
        }
    }

    private static void add(Connection connection, ResultSet row, List<Listed> found) throws SQLException {
        String key = row.getString(2);
        SqliteRoom room = SqliteRooms.whole(row);
        try {
            SqliteRoom known = room != null ? room : SqliteRooms.rescue(connection, key, key, "");
            found.add(new Listed(key, known.name(), known.head()));
        } catch (IOException e) {
            Threads.LOGGER.log(Level.WARNING, "room " + key + " is not listed", e);
        }
    }
}
