package chat.maru.room;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is judged when: whatever wants into a room's log takes a turn, in the order in which it came, and is judged and
 * handed to the log within it. What changes the room's state has its turn alone, until the change is in force; so what
 * stands behind a ban in the log was judged by it. Thread-safe; owned by its {@link Room}.
 *
 * <p>Nobody waits on a thread, and no lock is held while a turn is taken: a turn that has to wait is taken later, on
 * the thread of the one before it. How many wait is bounded by what each connection may have in flight.
 */
final class Turns {
    private final Queue<Turn<?>> waiting = new ArrayDeque<>();
    private int together;
    private boolean alone;

    /** Takes a turn together with others; over when {@code work} has returned. {@code work} must not block. */
    <T> CompletionStage<T> together(Supplier<CompletionStage<T>> work) {
        return take(false, work);
    }

    /** Takes a turn alone; over when what {@code work} gives is complete, which must not wait for another turn. */
    <T> CompletionStage<T> alone(Supplier<CompletionStage<T>> work) {
        return take(true, work);
    }

    private <T> CompletionStage<T> take(boolean isAlone, Supplier<CompletionStage<T>> work) {
        Turn<T> turn = new Turn<>(isAlone, work, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(turn);
        }
        go();
        return turn.done;
    }

    private void go() {
        for (Turn<?> next = next(); next != null; next = next()) {
            take(next);
        }
    }

    private synchronized @Nullable Turn<?> next() {
        Turn<?> first = waiting.peek();
        if (first == null || alone || (first.isAlone && together > 0)) {
            return null;
        }
        alone = first.isAlone;
        together += first.isAlone ? 0 : 1;
        return waiting.poll();
    }

    private <T> void take(Turn<T> turn) {
        CompletionStage<T> worked = begun(turn);
        if (!turn.isAlone) {
            over(false);
        }
        worked.whenComplete((result, failure) -> {
            if (turn.isAlone) {
                over(true);
            }
            if (failure == null) {
                turn.done.complete(result);
            } else {
                turn.done.completeExceptionally(failure);
            }
            if (turn.isAlone) {
                go();
            }
        });
    }

    private static <T> CompletionStage<T> begun(Turn<T> turn) {
        try {
            return turn.work.get();
        } catch (RuntimeException | Error e) {
            // A turn that is never over would shut the room for good.
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized void over(boolean wasAlone) {
        alone = alone && !wasAlone;
        together -= wasAlone ? 0 : 1;
    }

    private record Turn<T>(boolean isAlone, Supplier<CompletionStage<T>> work, CompletableFuture<T> done) {}
}
