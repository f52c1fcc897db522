package chat.maru.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the writer asks and changes, statement by statement. Owned by the writing thread. */
final class SqliteStatements {
    private static final String KNOWN = "SELECT n, kind, of FROM head WHERE r = ? AND author = ? AND id = ?";
    private static final String BODY = "SELECT b.key, " + SqliteSchema.KEY + ", b.sealed FROM body b"
            + SqliteSchema.KEYS + " WHERE b.r = ? AND b.n = ?";
    private static final String TARGET = "SELECT kind, author, gone FROM head WHERE r = ? AND n = ?";
    private static final String NEXT_ROOM =
            "SELECT 1 + max(ifnull((SELECT max(r) FROM room), 0), ifnull((SELECT max(r) FROM head), 0),"
                    + " ifnull((SELECT max(r) FROM loose), 0))";
    private static final String DROP_ROOM = "DELETE FROM room WHERE r = ?";
    private static final String PUT_ROOM =
            "INSERT INTO room (r, key, name, epoch, first, n, m, at, chain, erasures, damaged, states, sum)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (r) DO UPDATE SET"
                    + " first = excluded.first, n = excluded.n, m = excluded.m, at = excluded.at,"
                    + " chain = excluded.chain, erasures = excluded.erasures, damaged = excluded.damaged,"
                    + " states = excluded.states, sum = excluded.sum";
    private static final String PUT_HEAD = "INSERT INTO head (r, n, kind, author, id, at, of, m, hash, chain, gone)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PUT_BODY = "INSERT INTO body (r, n, key, sealed) VALUES (?, ?, ?, ?)";
    private static final String STATE = "SELECT value FROM state WHERE r = ? AND key = ?";
    private static final String PUT_STATE = "INSERT OR REPLACE INTO state (r, key, value) VALUES (?, ?, ?)";
    private static final String DROP_STATE = "DELETE FROM state WHERE r = ? AND key = ?";

    /** A key counts from when it came first; so {@code since} is that of the others who have it, if any. */
    private static final String PUT_MARK = "INSERT OR IGNORE INTO mark (r, n, key, author, since) VALUES"
            + " (?1, ?2, ?3, ?4, ifnull((SELECT min(since) FROM mark WHERE r = ?1 AND n = ?2 AND key = ?3), ?5))";

    /**
     * How many marks there are beside one that is not there; from key to key by the index, for thousands may have one.
     */
    private static final String OTHER_KEYS =
            "WITH RECURSIVE k (key) AS (SELECT min(key) FROM mark WHERE r = ?1 AND n = ?2"
                    + " UNION ALL SELECT (SELECT min(key) FROM mark WHERE r = ?1 AND n = ?2 AND key > k.key) FROM k"
                    + " WHERE k.key IS NOT NULL) SELECT count(key) FROM k"
                    + " WHERE NOT EXISTS (SELECT 1 FROM mark WHERE r = ?1 AND n = ?2 AND key = ?3)";

    private static final String DROP_MARK = "DELETE FROM mark WHERE r = ? AND n = ? AND key = ? AND author = ?";
    static final String READ = "SELECT n FROM read_mark WHERE r = ? AND author = ?";
    private static final String PUT_READ = "INSERT OR REPLACE INTO read_mark (r, author, n) VALUES (?, ?, ?)";

    /** An id that begins with the prefix is before the prefix with the highest character behind it. */
    private static final String FORGET_READS = "DELETE FROM read_mark WHERE r = ?1 AND author IN (SELECT author"
            + " FROM read_mark WHERE r = ?1 AND author >= ?3 AND author < ?3 || char(1114111)"
            + " ORDER BY n DESC, author LIMIT -1 OFFSET ?2)";

    private final SqlitePrepared prepared;
    private final SqliteKeys keys;
    private final SqliteSeal seal = new SqliteSeal();

    SqliteStatements(SqlitePrepared prepared, SqliteKeys keys) {
        this.prepared = prepared;
        this.keys = keys;
    }

    /** What is stored under {@code author} and {@code id}, or {@code null}. */
    @Nullable
    Known known(long r, String author, String id) throws SQLException {
        PreparedStatement known = prepared.get(KNOWN, r);
        known.setString(2, author);
        known.setString(3, id);
        try (ResultSet row = known.executeQuery()) {
            return row.next() ? new Known(row.getLong(1), row.getString(2), row.getLong(3)) : null;
        }
    }

    /** The content of entry {@code n}, or {@code null} when its body is gone. */
    @Nullable
    String content(long r, long n) throws SQLException {
        try (ResultSet row = prepared.get(BODY, r, n).executeQuery()) {
            return row.next() ? seal.open(row.getBytes(2), row.getBytes(3)).content() : null;
        }
    }

    /** What entry {@code n} is, or {@code null} when there is none. */
    @Nullable
    Target target(long r, long n) throws SQLException {
        try (ResultSet row = prepared.get(TARGET, r, n).executeQuery()) {
            return row.next() ? new Target(row.getString(1), row.getString(2), row.getInt(3) != 0) : null;
        }
    }

    /** A number that no room has had. */
    long nextRoom() throws SQLException {
        try (ResultSet row = prepared.get(NEXT_ROOM).executeQuery()) {
            return row.next() ? row.getLong(1) : 1;
        }
    }

    void dropRoom(long r) throws SQLException {
        prepared.get(DROP_ROOM, r).executeUpdate();
    }

    void put(SqliteRoom room) throws SQLException {
        PreparedStatement putRoom = prepared.get(PUT_ROOM, room.r());
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
        PreparedStatement putHead = prepared.get(PUT_HEAD, r, entry.n());
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
            put(r, entry.n(), body);
        }
    }

    void put(long r, long n, Body body) throws SQLException {
        PreparedStatement putBody = prepared.get(PUT_BODY, r, n, keys.take());
        putBody.setBytes(4, seal.seal(keys.taken(), body));
        putBody.executeUpdate();
    }

    /** Nothing since the last commit was stored. */
    void rolledBack() {
        keys.rolledBack();
    }

    /** Sets a state, or removes it with an empty value; says by how much that changes {@link SqliteRoom#states}. */
    long putState(long r, String key, String value) throws SQLException {
        long changed = 0;
        PreparedStatement state = prepared.get(STATE, r);
        state.setString(2, key);
        try (ResultSet row = state.executeQuery()) {
            if (row.next()) {
                changed ^= SqliteRoom.stateSum(key, row.getString(1));
            }
        }
        PreparedStatement change = prepared.get(value.isEmpty() ? DROP_STATE : PUT_STATE, r);
        change.setString(2, key);
        if (!value.isEmpty()) {
            change.setString(3, value);
            changed ^= SqliteRoom.stateSum(key, value);
        }
        change.executeUpdate();
        return changed;
    }

    /** Whether message {@code of} has not this mark, and as many others as it may. */
    boolean isFullFor(long r, long of, String key) throws SQLException {
        PreparedStatement others = prepared.get(OTHER_KEYS, r, of);
        others.setString(3, key);
        try (ResultSet row = others.executeQuery()) {
            return row.next() && row.getInt(1) >= Mark.PER_MESSAGE_MAX;
        }
    }

    /** Puts {@code mark} of {@code author} on message {@code of}, or takes it off; {@code n} is when that is. */
    void mark(long r, long of, String author, Mark mark, long n) throws SQLException {
        PreparedStatement change = prepared.get(mark.on() ? PUT_MARK : DROP_MARK, r, of);
        change.setString(3, mark.key());
        change.setString(4, author);
        if (mark.on()) {
            change.setLong(5, n);
        }
        change.executeUpdate();
    }

    /** How far {@code author} has read. */
    long read(long r, String author) throws SQLException {
        PreparedStatement read = prepared.get(READ, r);
        read.setString(2, author);
        try (ResultSet row = read.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void putRead(long r, String author, long n) throws SQLException {
        PreparedStatement putRead = prepared.get(PUT_READ, r);
        putRead.setString(2, author);
        putRead.setLong(3, n);
        putRead.executeUpdate();
    }

    int forgetReads(long r, String prefix, int authorsMax) throws SQLException {
        PreparedStatement forget = prepared.get(FORGET_READS, r, authorsMax);
        forget.setString(3, prefix);
        return forget.executeUpdate();
    }

    record Known(long n, String kind, long of) {}
}
