package chat.maru.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of the database, and the check that this is one of ours. Stateless.
 *
 * <p>{@code head} and {@code body} hold the two halves of an entry. Trimming deletes bodies and moves
 * {@code room.first}, but the heads stay until {@link IdHorizon} has passed, for they are also what is known of
 * clients' ids. {@code trimmed} remembers when and where a room stood when it was trimmed. {@code head.gone} tells an
 * erased body from a lost one. {@code room.sum} and {@code room.states} are checksums, of the row and of the room's
 * states.
 *
 * <p>{@code body.sealed} can be read only with the key that {@code body.key} numbers: see {@link SqliteKeys}.
 *
 * <p>{@code mark} says who has which mark on message {@code n}, and since which position the message has that mark from
 * anybody; {@code read_mark} how far each author has read. {@code loose} are the numbers whose rows belong to no room,
 * and are to be deleted.
 */
final class SqliteSchema {
    /** "Maru" in ASCII. */
    private static final int APPLICATION = 0x4D617275;

    private static final int VERSION = 3;

    /** What version 1 had as well. */
    static final List<String> TABLES_1 = List.of(
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE room (r INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, epoch TEXT NOT NULL,"
                    + " first INTEGER NOT NULL, n INTEGER NOT NULL, m INTEGER NOT NULL, at INTEGER NOT NULL,"
                    + " chain BLOB NOT NULL, erasures INTEGER NOT NULL, damaged INTEGER NOT NULL,"
                    + " states INTEGER NOT NULL, sum INTEGER NOT NULL)",
            "CREATE UNIQUE INDEX room_key ON room (key)",
            "CREATE TABLE head (r INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, author TEXT NOT NULL,"
                    + " id TEXT NOT NULL, at INTEGER NOT NULL, of INTEGER NOT NULL, m INTEGER NOT NULL,"
                    + " hash BLOB NOT NULL, chain BLOB NOT NULL, gone INTEGER NOT NULL, PRIMARY KEY (r, n))"
                    + " WITHOUT ROWID",
            "CREATE UNIQUE INDEX head_id ON head (r, author, id)",
            "CREATE INDEX head_message ON head (r, n) WHERE kind = 'message'",
            "CREATE INDEX head_edit ON head (r, of) WHERE kind = 'edit'",
            "CREATE TABLE state (r INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (r, key))"
                    + " WITHOUT ROWID",
            "CREATE TABLE trimmed (r INTEGER NOT NULL, first INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL,"
                    + " PRIMARY KEY (r, first)) WITHOUT ROWID");

    /** The bodies of version 1, which lay open. */
    static final String BODY_1 = "CREATE TABLE body (r INTEGER NOT NULL, n INTEGER NOT NULL, salt INTEGER NOT NULL,"
            + " name TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (r, n)) WITHOUT ROWID";

    private static final List<String> TABLES_2 = List.of(
            "CREATE TABLE body (r INTEGER NOT NULL, n INTEGER NOT NULL, key INTEGER NOT NULL, sealed BLOB NOT NULL,"
                    + " PRIMARY KEY (r, n)) WITHOUT ROWID",
            "CREATE TABLE keys (k INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
            "CREATE TABLE mark (r INTEGER NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL, author TEXT NOT NULL,"
                    + " since INTEGER NOT NULL, PRIMARY KEY (r, n, key, author)) WITHOUT ROWID",
            "CREATE TABLE read_mark (r INTEGER NOT NULL, author TEXT NOT NULL, n INTEGER NOT NULL,"
                    + " PRIMARY KEY (r, author)) WITHOUT ROWID");

    private static final List<String> TABLES_3 = List.of(
            "CREATE INDEX head_reaction ON head (r, of) WHERE kind = 'reaction'",
            "CREATE TABLE loose (r INTEGER PRIMARY KEY)");

    /** The key of a body {@code b}, where {@link #KEYS} is joined. */
    static final String KEY = "substr(k.bytes, 1 + " + SqliteSeal.KEY_BYTES + " * (b.key % " + SqliteKeys.PER_ROW
            + "), " + SqliteSeal.KEY_BYTES + ")";

    static final String KEYS = " LEFT JOIN keys k ON k.k = b.key / " + SqliteKeys.PER_ROW;

    private SqliteSchema() {}

    /** Makes the tables of a new database, or checks that those of an old one are ours. */
    static void prepare(Connection writer) throws SQLException, IOException {
        int application = Integer.parseInt(SqliteFile.ask(writer, "PRAGMA application_id"));
        int version = Integer.parseInt(SqliteFile.ask(writer, "PRAGMA user_version"));
        boolean empty =
                SqliteFile.ask(writer, "SELECT count(*) FROM sqlite_schema").equals("0");
        if (empty && application == 0 && version == 0) {
            create(writer);
        } else if (application != APPLICATION) {
            throw new IOException("maru.db is not a database of Maru");
        } else if (version > VERSION) {
            throw new IOException("maru.db was written by a newer Maru (schema " + version + ", this one knows "
                    + VERSION + "); start that newer version");
        } else if (version < 1) {
            throw new IOException("maru.db is damaged: its schema version is " + version);
        } else if (version < VERSION) {
            migrate(writer, version);
        }
    }

    private static void create(Connection writer) throws SQLException {
        SqliteFile.execute(writer, "BEGIN IMMEDIATE");
        make(writer, TABLES_1);
        make(writer, TABLES_2);
        make(writer, TABLES_3);
        SqliteFile.execute(writer, "INSERT INTO meta VALUES ('epoch', '" + Epochs.fresh() + "')");
        SqliteFile.execute(writer, "PRAGMA application_id=" + APPLICATION);
        SqliteFile.execute(writer, "PRAGMA user_version=" + VERSION);
        SqliteFile.execute(writer, "COMMIT");
    }

    private static void make(Connection writer, List<String> tables) throws SQLException {
        for (String table : tables) {
            SqliteFile.execute(writer, table);
        }
    }

    /** What a failure leaves half done is rolled back with the connection. */
    private static void migrate(Connection writer, int version) throws SQLException {
        SqliteFile.execute(writer, "BEGIN IMMEDIATE");
        if (version == 1) {
            seal(writer);
        }
        make(writer, TABLES_3);
        SqliteFile.execute(writer, "PRAGMA user_version=" + VERSION);
        SqliteFile.execute(writer, "COMMIT");
    }

    /** Version 1 had no marks, for it stored no reactions, and its bodies lay open. */
    private static void seal(Connection writer) throws SQLException {
        SqliteFile.execute(writer, "ALTER TABLE body RENAME TO body_1");
        make(writer, TABLES_2);
        SqlitePrepared prepared = new SqlitePrepared(writer);
        SqliteStatements statements = new SqliteStatements(prepared, new SqliteKeys(prepared));
        try (ResultSet row =
                prepared.get("SELECT r, n, salt, name, content FROM body_1").executeQuery()) {
            while (row.next()) {
                Body body = new Body(row.getString(4), row.getString(5), row.getLong(3));
                statements.put(row.getLong(1), row.getLong(2), body);
            }
        }
        prepared.forget();
        SqliteFile.execute(writer, "DROP TABLE body_1");
    }
}
