package chat.maru.retention;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the store answers, on a thread that is there to wait. Stateless. */
final class Stages {
    /** A store that takes longer than this is left alone until the next turn. */
    private static final long WAIT_SECONDS_MAX = 60;

    private Stages() {}

    /** What {@code stage} completes with; every failure is an {@link IOException}. */
    static <T> T await(CompletionStage<T> stage) throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("the store did not answer within " + WAIT_SECONDS_MAX + " s", e);
        }
    }
}
