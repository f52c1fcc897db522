package chat.maru.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens by which a line says who it is. Thread-safe, guarded by itself; owned by a {@link Line}.
 *
 * <p>The supplier is asked on a thread of its own and one question at a time, so that one that logs in somewhere may
 * take its time, and one that never answers takes one thread.
 */
final class Tokens {
    static final int EXPIRED = 4012;
    static final int BAD_TOKEN = 4510;

    private static final long ANSWER_MILLIS_MAX = 30_000;

    private final @Nullable Supplier<@Nullable String> supplier;
    private CompletableFuture<Optional<String>> asked = CompletableFuture.completedFuture(Optional.empty());
    private @Nullable String said;

    /** Why the token that was said last counts no more; {@code null} while it does. */
    private @Nullable ClosedException spent;

    Tokens(@Nullable Supplier<@Nullable String> supplier) {
        this.supplier = supplier;
    }

    /** A token, or none; fails where the supplier does, or does not answer in time. */
    synchronized CompletableFuture<Optional<String>> ask() {
        if (supplier == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(() -> Optional.ofNullable(supplier.get()), Link.THREADS);
        }
        return asked.copy().orTimeout(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    }

    /** The same for a hello, which says it; fails also where the last one is over and this is no other. */
    CompletableFuture<Optional<String>> forHello() {
        return ask().thenApply(this::taken);
    }

    private synchronized Optional<String> taken(Optional<String> token) {
        boolean isOther = token.isPresent() && !token.get().equals(said);
        if (spent != null && !isOther) {
            throw spent;
        }
        saying(token);
        return token;
    }

    /** It is on its way to the server. */
    synchronized void saying(Optional<String> token) {
        said = token.orElse(null);
        spent = null;
    }

    /** Why there was none, without the message of what the supplier threw: anything could be in it. */
    static ClosedException why(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ClosedException end
                ? end
                : new ClosedException(
                        Link.BROKEN,
                        "no token: "
                                + (cause == null ? failure : cause).getClass().getSimpleName());
    }

    synchronized @Nullable String said() {
        return said;
    }

    /**
     * Whether a close code lets one come back. Where it says that the token is over, or is no longer trusted, only with
     * another; one that was new at the hello is not tried a second time.
     */
    synchronized boolean comesBack(ClosedException end, boolean welcomed) {
        boolean over = end.code() == EXPIRED || (end.code() == BAD_TOKEN && welcomed);
        if (!over) {
            return Backoff.comesBack(end.code());
        }
        boolean stillOver = spent != null;
        spent = end;
        return supplier != null && !stillOver;
    }
}
