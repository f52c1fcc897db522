package chat.maru.log;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for stages, never longer than ten times what the slowest of them needs. */
final class Await {
    private static final long DEADLINE_SECONDS = 30;

    private Await() {}

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the stage did not complete well", e);
        }
    }

    /** Waits until something is so. */
    static void until(String what, BooleanSupplier isSo) {
        until(what, DEADLINE_SECONDS, isSo);
    }

    static void until(String what, long secondsMax, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(secondsMax)) {
                throw new AssertionError("not within " + secondsMax + " s: " + what);
            }
            Thread.onSpinWait();
        }
    }

    /** Why {@code stage} failed. */
    static Throwable failure(CompletionStage<?> stage) {
        try {
            Object found = stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the stage completed with " + found);
        } catch (java.util.concurrent.ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError("the stage did not complete", e);
        }
    }
}
