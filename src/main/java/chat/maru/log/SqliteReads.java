package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a room's log reads from disk, and reads again where an erasure or a clear came in between. Thread-safe; the
 * reading is done on the readers' threads.
 */
final class SqliteReads {
    private final SqliteRoomLog log;
    private final SqliteReaders readers;
    private final Waiting<Page> waiting = new Waiting<>();

    SqliteReads(SqliteRoomLog log, SqliteReaders readers) {
        this.log = log;
        this.readers = readers;
    }

    CompletionStage<Page> after(long n, int entriesMax, int bytesMax) {
        return waiting.join(
                new Waiting.Asked(n, entriesMax, bytesMax),
                begins -> readers.submit((connection, pages) -> {
                    begins.run();
                    return after(pages, n, entriesMax, bytesMax);
                }));
    }

    private Page after(SqlitePages pages, long n, int entriesMax, int bytesMax) throws SQLException {
        while (true) {
            SqliteRoom at = log.row();
            if (n >= at.n()) {
                return new Page(at.n(), List.of(), at.head(), 0);
            }
            Page page = pages.after(at.r(), at.head(), n, entriesMax, bytesMax);
            // A body erased meanwhile must not go out after the erasure has been acknowledged.
            if (isStill(at, at.erasures()) && log.remember(at, page.damagedAt())) {
                return page.damagedAt() == 0
                        ? page
                        : new Page(page.after(), page.entries(), readOnly(page.head()), page.damagedAt());
            }
        }
    }

    CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return readers.submit((connection, pages) -> {
            while (true) {
                SqliteRoom at = log.row();
                if (at.n() == 0) {
                    return new History(List.of(), at.head(), false, false, 0);
                }
                History read = pages.history(at.r(), at.head(), range, reader, entriesMax, bytesMax);
                if (isStill(at, read.head().erasures()) && log.remember(at, read.damagedAt())) {
                    Head seen = readOnly(read.head());
                    return new History(read.messages(), seen, read.older(), read.newer(), read.damagedAt());
                }
            }
        });
    }

    /** Whether the room is still that of {@code at}, and no more is erased than was when it was read. */
    private boolean isStill(SqliteRoom at, long erasures) {
        SqliteRoom now = log.row();
        return now.r() == at.r() && now.erasures() <= erasures;
    }

    /** {@code at} with what the log has found out about damage. */
    private Head readOnly(Head at) {
        return log.head().readOnly()
                ? new Head(at.epoch(), at.first(), at.n(), at.m(), at.erasures(), at.states(), true)
                : at;
    }

    CompletionStage<Long> read(String author) {
        long r = log.row().r();
        // Not beyond the head, whatever the disk says.
        return r == 0
                ? CompletableFuture.completedStage(0L)
                : readers.submit((connection, pages) -> Math.min(log.head().n(), pages.read(r, author)));
    }

    CompletionStage<Map<String, String>> state() {
        if (log.row().n() == 0) {
            return CompletableFuture.completedStage(Map.of());
        }
        return readers.submit((connection, pages) -> {
            while (true) {
                SqliteRoom at = log.row();
                Optional<Map<String, String>> states = at.n() == 0 ? Optional.of(Map.of()) : pages.states(at.r());
                if (states.isPresent()) {
                    return states.get();
                }
                if (log.remember(at, Math.max(1, at.n()))) {
                    Threads.LOGGER.log(Level.ERROR, "the state of room " + log.room() + " is damaged");
                    throw new IOException("the state of room " + log.room() + " is damaged");
                }
            }
        });
    }
}
