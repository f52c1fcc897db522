package chat.maru.log;

import java.util.concurrent.CompletableFuture;

/** Something that waits for the writing thread. */
sealed interface SqliteWrite {
    /** A draft to append; {@code bytes} is what it weighs in the queue. */
    record Append(SqliteRoomLog log, Draft draft, int bytes, CompletableFuture<Receipt> done) implements SqliteWrite {}

    /** Entries to drop. */
    record Trim(SqliteRoomLog log, long first, CompletableFuture<Head> done) implements SqliteWrite {}

    /** A damaged entry to remember beyond a restart. */
    record Damage(SqliteRoomLog log, long n) implements SqliteWrite {}

    /** Something to run on the writing thread, after all that waits already. */
    record Task(Runnable task) implements SqliteWrite {}
}
