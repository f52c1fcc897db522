package chat.maru.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Who is judged when: whatever wants into a room's log takes a turn, in the order in which it came, and is judged and
 * handed to the log within it. What changes the room's state has its turn alone, until the change is in force; so what
 * stands behind a ban in the log was judged by it. Thread-safe; owned by its {@link Room}.
 *
 * <p>A turn is begun under the lock of this object, since of two commands of one connection the earlier has to reach
 * the log first, whichever threads they are on; the log only queues what it is handed, and nobody waits on a thread for
 * it. A turn that comes while another is had alone is begun when that one is over, on the thread that ends it. How many
 * wait is bounded by what each connection may have in flight.
 */
final class Turns {
    private final Queue<Turn<?>> waiting = new ArrayDeque<>();
    private boolean alone;

    /** Takes a turn that is over when {@code work} has returned, which must not block. */
    <T> CompletionStage<T> together(Supplier<CompletionStage<T>> work) {
        return take(new Turn<>(false, work));
    }

    /** Takes a turn that is over when what {@code work} gives is complete, which must not wait for another turn. */
    <T> CompletionStage<T> alone(Supplier<CompletionStage<T>> work) {
        return take(new Turn<>(true, work));
    }

    private <T> CompletionStage<T> take(Turn<T> turn) {
        synchronized (this) {
            if (alone) {
                waiting.add(turn);
                return turn.done;
            }
            begin(turn);
        }
        follow(turn);
        return turn.done;
    }

    private void begin(Turn<?> turn) {
        alone = turn.isAlone;
        turn.begin();
    }

    /** Not under the lock: whoever waits for a turn may do anything. */
    private <T> void follow(Turn<T> turn) {
        turn.begun.whenComplete((result, failure) -> {
            if (turn.isAlone) {
                goOn();
            }
            if (failure == null) {
                turn.done.complete(result);
            } else {
                turn.done.completeExceptionally(failure);
            }
        });
    }

    private void goOn() {
        List<Turn<?>> next = new ArrayList<>();
        synchronized (this) {
            alone = false;
            while (!alone && !waiting.isEmpty()) {
                Turn<?> turn = waiting.remove();
                begin(turn);
                next.add(turn);
            }
        }
        next.forEach(this::follow);
    }

    /** One turn. Owned by its {@link Turns}. */
    private static final class Turn<T> {
        private final boolean isAlone;
        private final Supplier<CompletionStage<T>> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private CompletionStage<T> begun = done;

        Turn(boolean isAlone, Supplier<CompletionStage<T>> work) {
            this.isAlone = isAlone;
            this.work = work;
        }

        void begin() {
            try {
                begun = work.get();
            } catch (RuntimeException | Error e) {
                // A turn that is never over would shut the room for good.
                begun = CompletableFuture.failedStage(e);
            }
        }
    }
}
