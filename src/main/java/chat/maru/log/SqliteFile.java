package chat.maru.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * One database file and how connections to it are opened. Thread-safe.
 *
 * <p>Connections are made without the driver's entry in {@link java.sql.DriverManager}: that list outlives a redeploy,
 * and containers hide or drop what a web application puts there.
 */
final class SqliteFile {
    static final int PAGE_BYTES = 4096;

    private static final String FILE = "maru.db";
    private static final int BUSY_MILLIS = 10_000;
    private static final String NATIVE = "native";
    private static final String NATIVE_PROPERTY = "org.sqlite.tmpdir";

    private final Path path;

    /** The database in {@code directory}, which this process has locked. */
    SqliteFile(Path directory) throws IOException {
        path = directory.resolve(FILE);
        loadNative(directory.resolve(NATIVE));
    }

    /**
     * Unpacks SQLite's native library into {@code folder} and loads it, unless this class loader has done so before.
     * Each unpacked copy has a random name, since no two class loaders may load the same file.
     */
    private static void loadNative(Path folder) throws IOException {
        Files.createDirectories(folder);
        clear(folder);
        // The system properties are the one object that every class loader of the process shares.
        Properties properties = System.getProperties();
        synchronized (properties) {
            String before = properties.getProperty(NATIVE_PROPERTY);
            properties.setProperty(NATIVE_PROPERTY, folder.toAbsolutePath().toString());
            try {
                SQLiteJDBCLoader.initialize();
            } catch (Exception e) {
                throw new IOException("SQLite's native library cannot be loaded from " + folder, e);
            } finally {
                if (before == null) {
                    properties.remove(NATIVE_PROPERTY);
                } else {
                    properties.setProperty(NATIVE_PROPERTY, before);
                }
            }
        }
    }

    /** Removes what killed processes have left; a copy that is in use stays usable, or cannot be removed. */
    private static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (java.nio.file.AccessDeniedException e) {
            // Windows holds the library of an earlier deployment; the next start removes it.
            return;
        }
    }

    /** @param synchronous whether a commit returns only after the disk has it */
    Connection openToWrite(boolean synchronous) throws SQLException {
        return open(
                false,
                "journal_mode=WAL",
                "synchronous=" + (synchronous ? "FULL" : "OFF"),
                "wal_autocheckpoint=0",
                "secure_delete=ON",
                "cache_size=-16384");
    }

    Connection openToRead() throws SQLException {
        return open(true, "cache_size=-4096");
    }

    /** A copy of a database, to be one file and no more. */
    static Connection openCopy(Path copy) throws SQLException {
        return open(copy, false, "journal_mode=DELETE", "synchronous=FULL", "secure_delete=ON");
    }

    private Connection open(boolean readOnly, String... pragmas) throws SQLException {
        return open(path, readOnly, pragmas);
    }

    private static Connection open(Path path, boolean readOnly, String... pragmas) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        if (!readOnly) {
            config.setOpenMode(SQLiteOpenMode.CREATE);
        }
        config.setBusyTimeout(BUSY_MILLIS);
        // Nobody asks for them, and the driver would look them up after every insert, in a sixth of its time.
        config.setGetGeneratedKeys(false);
        String file = path.toAbsolutePath().toString();
        Connection connection = new JDBC4Connection("jdbc:sqlite:" + file, file, config.toProperties());
        try {
            execute(connection, "PRAGMA cell_size_check=ON");
            for (String pragma : pragmas) {
                execute(connection, "PRAGMA " + pragma);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row that {@code sql} finds, or an empty text. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            ResultSet rows = statement.getResultSet();
            String found = rows.next() ? rows.getString(1) : "";
            return found == null ? "" : found;
        }
    }
}
