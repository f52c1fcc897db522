package chat.maru.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements of the writing connection, prepared once. Owned by the writing thread. */
final class SqliteStatements {
    private final Connection connection;
    private final PreparedStatement known;
    private final PreparedStatement content;
    private final PreparedStatement target;
    private final PreparedStatement nextRoom;
    private final PreparedStatement putRoom;
    private final PreparedStatement putHead;
    private final PreparedStatement putBody;
    private final PreparedStatement edits;
    private final PreparedStatement dropBody;
    private final PreparedStatement markGone;
    private final PreparedStatement state;
    private final PreparedStatement putState;
    private final PreparedStatement dropState;

    SqliteStatements(Connection connection) throws SQLException {
        this.connection = connection;
        known = prepare("SELECT n, kind, of FROM head WHERE r = ? AND author = ? AND id = ?");
        content = prepare("SELECT content FROM body WHERE r = ? AND n = ?");
        target = prepare("SELECT kind, gone FROM head WHERE r = ? AND n = ?");
        nextRoom =
                prepare("SELECT 1 + max(ifnull((SELECT max(r) FROM room), 0), ifnull((SELECT max(r) FROM head), 0))");
        putRoom =
                prepare("INSERT INTO room (r, key, name, epoch, first, n, m, at, chain, erasures, damaged, states, sum)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (r) DO UPDATE SET first = excluded.first,"
                        + " n = excluded.n, m = excluded.m, at = excluded.at, chain = excluded.chain,"
                        + " erasures = excluded.erasures, damaged = excluded.damaged, states = excluded.states,"
                        + " sum = excluded.sum");
        putHead = prepare("INSERT INTO head (r, n, kind, author, id, at, of, m, hash, chain, gone)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        putBody = prepare("INSERT INTO body (r, n, salt, name, content) VALUES (?, ?, ?, ?, ?)");
        edits = prepare("SELECT n FROM head WHERE r = ? AND of = ? AND kind = 'edit' AND gone = 0");
        dropBody = prepare("DELETE FROM body WHERE r = ? AND n = ?");
        markGone = prepare("UPDATE head SET gone = 1 WHERE r = ? AND n = ?");
        state = prepare("SELECT value FROM state WHERE r = ? AND key = ?");
        putState = prepare("INSERT OR REPLACE INTO state (r, key, value) VALUES (?, ?, ?)");
        dropState = prepare("DELETE FROM state WHERE r = ? AND key = ?");
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** What is stored under the author and id of {@code draft}, or {@code null}. */
    @Nullable
    Known known(long r, Draft draft) throws SQLException {
        known.setLong(1, r);
        known.setString(2, draft.author());
        known.setString(3, draft.id());
        try (ResultSet row = known.executeQuery()) {
            return row.next() ? new Known(row.getLong(1), row.getString(2), row.getLong(3)) : null;
        }
    }

    /** The content of entry {@code n}, or {@code null} when its body is gone. */
    @Nullable
    String content(long r, long n) throws SQLException {
        try (ResultSet row = query(content, r, n)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** What entry {@code n} is, or {@code null} when there is none. */
    @Nullable
    Target target(long r, long n) throws SQLException {
        try (ResultSet row = query(target, r, n)) {
            return row.next() ? new Target(row.getString(1), row.getInt(2) != 0) : null;
        }
    }

    /** A number that no room has had. */
    long nextRoom() throws SQLException {
        try (ResultSet row = nextRoom.executeQuery()) {
            return row.next() ? row.getLong(1) : 1;
        }
    }

    void put(SqliteRoom room) throws SQLException {
        putRoom.setLong(1, room.r());
        putRoom.setString(2, room.key());
        putRoom.setString(3, room.name());
        putRoom.setString(4, room.epoch());
        putRoom.setLong(5, room.first());
        putRoom.setLong(6, room.n());
        putRoom.setLong(7, room.m());
        putRoom.setLong(8, room.atMillis());
        putRoom.setBytes(9, room.chain().bytes());
        putRoom.setLong(10, room.erasures());
        putRoom.setLong(11, room.damaged());
        putRoom.setLong(12, room.states());
        putRoom.setLong(13, room.sum());
        putRoom.executeUpdate();
    }

    void put(long r, Entry entry) throws SQLException {
        Body body = entry.body();
        putHead.setLong(1, r);
        putHead.setLong(2, entry.n());
        putHead.setString(3, entry.kind());
        putHead.setString(4, entry.author());
        putHead.setString(5, entry.id());
        putHead.setLong(6, entry.atMillis());
        putHead.setLong(7, entry.of());
        putHead.setLong(8, entry.m());
        putHead.setBytes(9, entry.bodyHash().bytes());
        putHead.setBytes(10, entry.chain().bytes());
        putHead.setInt(11, body == null ? 1 : 0);
        putHead.executeUpdate();
        if (body != null) {
            putBody.setLong(1, r);
            putBody.setLong(2, entry.n());
            putBody.setLong(3, body.salt());
            putBody.setString(4, body.name());
            putBody.setString(5, body.content());
            putBody.executeUpdate();
        }
    }

    /** The positions of the edits of message {@code of} that still have a body. */
    List<Long> edits(long r, long of) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (ResultSet rows = query(edits, r, of)) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    void erase(long r, long n) throws SQLException {
        update(dropBody, r, n);
        update(markGone, r, n);
    }

    /** Sets a state, or removes it with an empty value; says by how much that changes {@link SqliteRoom#states}. */
    long putState(long r, String key, String value) throws SQLException {
        long changed = 0;
        state.setLong(1, r);
        state.setString(2, key);
        try (ResultSet row = state.executeQuery()) {
            if (row.next()) {
                changed ^= SqliteRoom.stateSum(key, row.getString(1));
            }
        }
        PreparedStatement change = value.isEmpty() ? dropState : putState;
        change.setLong(1, r);
        change.setString(2, key);
        if (!value.isEmpty()) {
            change.setString(3, value);
            changed ^= SqliteRoom.stateSum(key, value);
        }
        change.executeUpdate();
        return changed;
    }

    private static ResultSet query(PreparedStatement statement, long r, long n) throws SQLException {
        statement.setLong(1, r);
        statement.setLong(2, n);
        return statement.executeQuery();
    }

    private static void update(PreparedStatement statement, long r, long n) throws SQLException {
        statement.setLong(1, r);
        statement.setLong(2, n);
        statement.executeUpdate();
    }

    record Known(long n, String kind, long of) {}

    record Target(String kind, boolean gone) {}
}
