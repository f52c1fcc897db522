package chat.maru.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of one connection, each prepared once and kept. Owned by the connection's thread.
 *
 * <p>The driver gives a statement up when it fails, so after a failure all of them are prepared anew.
 */
final class SqlitePrepared {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SqlitePrepared(Connection connection) {
        this.connection = connection;
    }

    /** The statement for {@code sql}, a constant; its parameters are those of its last use. */
    PreparedStatement get(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** The statement for {@code sql}, its first parameters set to {@code values}. */
    PreparedStatement get(String sql, long... values) throws SQLException {
        PreparedStatement statement = get(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
        return statement;
    }

    void forget() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                Threads.LOGGER.log(System.Logger.Level.DEBUG, "a statement that had failed: {0}", e.getMessage());
            }
        }
        statements.clear();
    }
}
