package chat.maru.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sends an answer of many pieces as fast as the client takes it, and asks for the next piece only then. No thread
 * waits. Used once; one thread at a time, which is the container's or the log's.
 */
final class Sending implements WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Supplier<CompletionStage<String>> more;
    private byte[] piece;
    private boolean written;
    private boolean last;

    Sending(AsyncContext context, ServletOutputStream out, String first, Supplier<CompletionStage<String>> more) {
        this.context = context;
        this.out = out;
        this.more = more;
        this.piece = first.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (last) {
                context.complete();
                return;
            }
            if (!written) {
                written = true;
                out.write(piece);
            } else if (!fetch()) {
                return;
            }
        }
    }

    /** Whether the next piece is there already; else its thread goes on. The container has nothing to call us for. */
    private boolean fetch() {
        CompletionStage<String> next = more.get();
        CompletableFuture<String> now = next.toCompletableFuture();
        if (now.isDone() && !now.isCompletedExceptionally()) {
            take(now.join());
            return true;
        }
        next.whenComplete((text, failure) -> {
            if (failure != null) {
                onError(failure);
                return;
            }
            take(text);
            try {
                onWritePossible();
            } catch (IOException | IllegalStateException e) {
                onError(e);
            }
        });
        return false;
    }

    private void take(String text) {
        last = text.isEmpty();
        written = false;
        piece = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The client is gone, or the log cannot go on: what has been sent is less than its first line says. */
    @Override
    public void onError(Throwable failure) {
        context.complete();
    }
}
