package chat.maru.log;

import java.sql.Connection;

/** All that changes tables, over one connection. Owned by the writing thread. */
record SqliteTables(SqlitePrepared prepared, SqliteKeys keys, SqliteStatements statements, SqliteErasures erasures) {
    static SqliteTables of(Connection connection) {
        SqlitePrepared prepared = new SqlitePrepared(connection);
        SqliteKeys keys = new SqliteKeys(prepared);
        SqliteStatements statements = new SqliteStatements(prepared, keys);
        return new SqliteTables(prepared, keys, statements, new SqliteErasures(prepared, keys, statements));
    }
}
