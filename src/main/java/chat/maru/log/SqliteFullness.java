package chat.maru.log;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** How full the disk of a database is, or the database itself where it has a bound. Immutable. */
final class SqliteFullness {
    private final Path directory;
    private final long storeBytesMax;

    /** @param storeBytesMax 0 for no bound */
    SqliteFullness(Path directory, long storeBytesMax) {
        this.directory = directory;
        this.storeBytesMax = storeBytesMax;
    }

    /** Whichever is fuller. */
    Fullness read(Connection connection) throws SQLException, IOException {
        FileStore disk = Files.getFileStore(directory);
        // As df has it: what is there for others than us only is no part of our disk.
        long used = disk.getTotalSpace() - disk.getUnallocatedSpace();
        long size = Math.max(1, used + disk.getUsableSpace());
        Fullness ofDisk = new Fullness("the disk of maru.data", used, size, "make room on that disk");
        if (storeBytesMax == 0) {
            return ofDisk;
        }
        // What was deleted leaves pages that are written again before the file grows.
        long pages = number(connection, "page_count") - number(connection, "freelist_count");
        Fullness ofStore = new Fullness(
                "the store (maru.storeBytesMax)",
                pages * SqliteFile.PAGE_BYTES,
                storeBytesMax,
                "raise maru.storeBytesMax");
        return ofStore.percent() > ofDisk.percent() ? ofStore : ofDisk;
    }

    private static long number(Connection connection, String pragma) throws SQLException {
        return Long.parseLong(SqliteFile.ask(connection, "PRAGMA " + pragma));
    }
}
