package chat.maru.log;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/** How large the database may grow; counted in pages by SQLite itself. Owned by the writing thread. */
final class SqliteBound {
    /** What trimming may add to a full store before it frees anything: 1 MiB. */
    private static final long RESERVE_PAGES = 256;

    private final Connection connection;
    private final long pagesMax;

    /** @param bytesMax 0 for no bound */
    SqliteBound(Connection connection, long bytesMax) {
        this.connection = connection;
        pagesMax = bytesMax == 0 ? 0 : Math.max(1, bytesMax / SqliteFile.PAGE_BYTES);
        set(pagesMax);
    }

    /** Lets the database grow a little, for a transaction that will make it smaller. */
    void lift() {
        set(pagesMax + RESERVE_PAGES);
    }

    void restore() {
        set(pagesMax);
    }

    private void set(long pages) {
        if (pagesMax == 0) {
            return;
        }
        try {
            SqliteFile.execute(connection, "PRAGMA max_page_count=" + pages);
        } catch (SQLException e) {
            Threads.LOGGER.log(Level.WARNING, "the bound of the store was not changed", e);
        }
    }
}
