package chat.maru.log;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * A copy of the database that is made while the writer goes on. The writer itself copies, a few pages between batches,
 * and what it changes meanwhile goes into the copy as well: no read transaction is held, and the write-ahead log is
 * copied and begun anew as always. Only emptying it has to wait, for SQLite would then start the copy over.
 *
 * <p>A copy bears a mark until it is opened: from then on it goes its own way, and so gives every room a new epoch.
 */
record SqliteCopy(Path target, CompletableFuture<Path> done) {
    /** 2 MiB: what one step copies. */
    private static final int STEP_PAGES = 512;

    private static final String MARK = "INSERT OR REPLACE INTO meta (key, value) VALUES ('copy', '')";
    private static final String RENEW = "UPDATE room SET epoch = ?, sum = ? WHERE r = ?";

    /** Where it grows; it bears its name only when it is whole. */
    Path part() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /** Copies, and takes a turn after every step; returns when all is in the file. */
    void copy(Connection connection, SqliteQueue queue, Turn turn) {
        SqliteFlushes flushes = new SqliteFlushes(part(), () -> queue.offer(new SqliteWrite.Task(SqliteCopy::goOn)));
        try {
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.deleteIfExists(part());
            DB database = ((SQLiteConnection) connection).getDatabase();
            int code = database.backup(
                    "main",
                    part().toAbsolutePath().toString(),
                    (left, all) -> between(queue, turn, flushes),
                    1,
                    100,
                    STEP_PAGES);
            if (code != 0) {
                throw new IOException("SQLite did not copy the log: code " + code);
            }
            done.complete(part());
        } catch (IOException | SQLException | RuntimeException e) {
            fail(e);
        }
    }

    private static void between(SqliteQueue queue, Turn turn, SqliteFlushes flushes) {
        boolean goesOn = turn.take(false);
        flushes.stepped();
        while (flushes.isBehind() && (goesOn || !queue.isClosed())) {
            goesOn = turn.take(true);
        }
    }

    /** What wakes the writer to see that a flush is over: nothing to do. */
    private static void goOn() {}

    void fail(Exception why) {
        done.completeExceptionally(why instanceof IOException ? why : new IOException("the log was not copied", why));
    }

    /** Marks the copy and gives it its name; its size in bytes. */
    long seal() throws SQLException, IOException {
        try (Connection copy = SqliteFile.openCopy(part())) {
            SqliteFile.execute(copy, MARK);
        }
        Files.move(part(), target, StandardCopyOption.ATOMIC_MOVE);
        return Files.size(target);
    }

    /** One round of the writer. */
    interface Turn {
        /** Does what waits, or waits for something to do; {@code false} when there was nothing. */
        boolean take(boolean waits);
    }

    /** Gives every room of a marked copy a fresh epoch, and takes the mark away. */
    static void renew(Connection writer) throws SQLException {
        if (SqliteFile.ask(writer, "SELECT count(*) FROM meta WHERE key = 'copy'")
                .equals("0")) {
            return;
        }
        SqliteFile.execute(writer, "BEGIN IMMEDIATE");
        List<SqliteRoom> rooms = new ArrayList<>();
        try (PreparedStatement all = writer.prepareStatement(SqliteRooms.ROW);
                ResultSet row = all.executeQuery()) {
            while (row.next()) {
                SqliteRoom room = SqliteRooms.whole(row);
                if (room != null) {
                    rooms.add(room.renewed(Epochs.fresh()));
                }
            }
        }
        try (PreparedStatement renew = writer.prepareStatement(RENEW)) {
            for (SqliteRoom room : rooms) {
                renew.setString(1, room.epoch());
                renew.setLong(2, room.sum());
                renew.setLong(3, room.r());
                renew.executeUpdate();
            }
        }
        SqliteFile.execute(writer, "UPDATE meta SET value = '" + Epochs.fresh() + "' WHERE key = 'epoch'");
        SqliteFile.execute(writer, "DELETE FROM meta WHERE key = 'copy'");
        SqliteFile.execute(writer, "COMMIT");
    }
}
