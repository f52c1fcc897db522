package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that waits for the writing thread. */
sealed interface SqliteWrite {
    /** What shares its transaction with all that waits, and is bounded in the queue. */
    sealed interface Shared extends SqliteWrite {
        SqliteRoomLog log();

        /** What it weighs in the queue. */
        int bytes();

        /** Does it in the open transaction; what to run once that is committed. */
        Runnable work(SqliteTurn turn) throws SQLException;

        /** Answers that it was not done. */
        void refuse(Reason reason);
    }

    /** A draft to append. */
    record Append(SqliteRoomLog log, Draft draft, int bytes, CompletableFuture<Receipt> done) implements Shared {
        @Override
        public Runnable work(SqliteTurn turn) throws SQLException {
            Receipt receipt = turn.append(draft);
            return () -> done.complete(receipt);
        }

        @Override
        public void refuse(Reason reason) {
            done.complete(new Refused(reason));
        }
    }

    /** An id to look up, behind the drafts that wait already: one of them may bear it. */
    record Find(SqliteRoomLog log, String author, String id, CompletableFuture<Optional<Position>> done)
            implements Shared {
        @Override
        public int bytes() {
            return FIXED_BYTES + 2 * (author.length() + id.length());
        }

        @Override
        public Runnable work(SqliteTurn turn) throws SQLException {
            Optional<Position> found = turn.find(author, id);
            return () -> done.complete(found);
        }

        @Override
        public void refuse(Reason reason) {
            done.completeExceptionally(new IOException("nobody can say where an id is stored: " + reason));
        }
    }

    /** A read mark to move up. */
    record MarkRead(SqliteRoomLog log, String author, long n, CompletableFuture<Long> done) implements Shared {
        @Override
        public int bytes() {
            return FIXED_BYTES + 2 * author.length();
        }

        @Override
        public Runnable work(SqliteTurn turn) throws SQLException {
            long mark = turn.markRead(author, n);
            return () -> done.complete(mark);
        }

        /** The mark stays where it was: that is the answer. */
        @Override
        public void refuse(Reason reason) {
            log.read(author).whenComplete((mark, failure) -> {
                if (mark == null) {
                    done.completeExceptionally(failure);
                } else {
                    done.complete(mark);
                }
            });
        }
    }

    /** Read marks to forget. */
    record ForgetReads(SqliteRoomLog log, String prefix, int authorsMax, CompletableFuture<Integer> done)
            implements Shared {
        @Override
        public int bytes() {
            return FIXED_BYTES + 2 * prefix.length();
        }

        @Override
        public Runnable work(SqliteTurn turn) throws SQLException {
            int forgotten = turn.forgetReads(prefix, authorsMax);
            return () -> done.complete(forgotten);
        }

        @Override
        public void refuse(Reason reason) {
            done.completeExceptionally(new IOException("read marks were not forgotten: " + reason));
        }
    }

    /** What has a transaction of its own, and is not counted by the queue's bound. */
    non-sealed interface Own extends SqliteWrite {
        /** Does it; what to run once that is committed. */
        Runnable run(SqliteLoose loose) throws SqliteFailure;

        /** Answers that it was not done. */
        void fail(IOException why);
    }

    /** A room to make empty. */
    record Clear(SqliteRoomLog log, CompletableFuture<Head> done) implements Own {
        @Override
        public Runnable run(SqliteLoose loose) throws SqliteFailure {
            if (log.head().readOnly()) {
                return () -> fail(new IOException("room " + log.room() + " is damaged, and stays as it is"));
            }
            boolean isEmpty = log.head().n() == 0;
            if (!isEmpty) {
                log.clear(loose);
            }
            return () -> {
                if (!isEmpty) {
                    log.wake();
                }
                done.complete(log.head());
            };
        }

        @Override
        public void fail(IOException why) {
            done.completeExceptionally(why);
        }
    }

    /** Entries to drop. */
    record Trim(SqliteRoomLog log, long first, CompletableFuture<Head> done) implements SqliteWrite {}

    /** A damaged entry to remember beyond a restart. */
    record Damage(SqliteRoomLog log, long n) implements SqliteWrite {}

    /** A copy to make of all rooms. */
    record Backup(SqliteCopy copy) implements SqliteWrite {}

    /** Something to run on the writing thread, after all that waits already. */
    record Task(Runnable task) implements SqliteWrite {}

    /** What a write costs beside its text, in bytes. */
    int FIXED_BYTES = 256;
}
