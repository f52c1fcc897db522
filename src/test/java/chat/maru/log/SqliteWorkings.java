package chat.maru.log;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Looks into the database behind a store's back. */
final class SqliteWorkings {
    static final SqliteOptions OPTIONS = new SqliteOptions(true, 16 << 20, 1 << 20, 0);

    private SqliteWorkings() {}

    static SqliteLogStore open(Path directory, Clock clock) throws IOException {
        return new SqliteLogStore(directory, OPTIONS, clock);
    }

    /** A store that reads everything from disk, and, being opened often, does not wait for it. */
    static SqliteLogStore openWithoutTail(Path directory, Clock clock) throws IOException {
        return new SqliteLogStore(directory, new SqliteOptions(false, 16 << 20, 0, 0), clock);
    }

    /** Changes the database by SQL, also while a store has it open. */
    static void change(Path directory, String... statements) throws IOException, SQLException {
        try (Connection connection = new SqliteFile(directory).openToWrite(true)) {
            for (String statement : statements) {
                SqliteFile.execute(connection, statement);
            }
        }
    }

    static long number(Path directory, String sql) throws IOException, SQLException {
        try (Connection connection = new SqliteFile(directory).openToRead()) {
            return Long.parseLong(SqliteFile.ask(connection, sql));
        }
    }
}
