package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that waits for the writing thread. */
sealed interface RedisWrite {
    RedisRoomLog log();

    /** What it weighs in the queue, in bytes; 0 where the queue's bound does not count it. */
    default int bytes() {
        return 0;
    }

    /** Answers that it was not done. */
    void refuse(Reason reason);

    /** What many of go into one commit. */
    sealed interface Shared extends RedisWrite {
        /** Whether it goes into no commit with others. */
        default boolean isAlone() {
            return false;
        }
    }

    /** A draft to append. */
    record Append(RedisRoomLog log, Draft draft, int bytes, CompletableFuture<Receipt> done) implements Shared {
        @Override
        public void refuse(Reason reason) {
            done.complete(new Refused(reason));
        }

        @Override
        public boolean isAlone() {
            return !draft.hides().isEmpty();
        }

        /** Whether nothing but its id has to be looked up for it. */
        boolean isPlain() {
            return draft.of() == 0 && draft.hides().isEmpty() && !Target.needsMessage(draft.kind()) && !draft.own();
        }
    }

    /** An id to look up, behind the drafts that wait already: one of them may bear it. */
    record Find(RedisRoomLog log, String author, String id, CompletableFuture<Optional<Position>> done)
            implements Shared {
        private static final int FIXED_BYTES = 256;

        @Override
        public int bytes() {
            return FIXED_BYTES + 2 * (author.length() + id.length());
        }

        @Override
        public void refuse(Reason reason) {
            done.completeExceptionally(new IOException("nobody can say where an id is stored: " + reason));
        }
    }

    /** A change of the room that is no entry. */
    record Change(RedisRoomLog log, RedisChange.Kind kind, long n, CompletableFuture<Head> done) implements RedisWrite {
        @Override
        public void refuse(Reason reason) {
            done.completeExceptionally(new IOException("Redis was not asked about room " + log.room() + ": " + reason));
        }
    }
}
