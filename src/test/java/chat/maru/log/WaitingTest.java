package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Waiting.Asked;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Reads that wait for a reader, which here begins the next one when it is told to. */
class WaitingTest {
    private static final Asked PAGE = new Asked(7, 100, 1_000);

    private final Waiting<Integer> waiting = new Waiting<>();
    private final Queue<Runnable> reader = new ArrayDeque<>();
    private int reads;

    private CompletableFuture<Integer> ask(Asked asked) {
        return waiting.join(asked, begins -> {
            CompletableFuture<Integer> read = new CompletableFuture<>();
            reader.add(() -> {
                begins.run();
                read.complete(++reads);
            });
            return read;
        });
    }

    @Test
    void whoAsksForAPageThatWaitsSharesIt() {
        CompletableFuture<Integer> first = ask(PAGE);
        CompletableFuture<Integer> second = ask(new Asked(7, 100, 1_000));
        assertThat(reader).hasSize(1);
        reader.remove().run();
        assertThat(first.join()).isEqualTo(second.join()).isEqualTo(1);
    }

    @Test
    void anotherPageIsAnotherRead() {
        ask(PAGE);
        ask(new Asked(8, 100, 1_000));
        ask(new Asked(7, 99, 1_000));
        ask(new Asked(7, 100, 999));
        assertThat(reader).hasSize(4);
    }

    @Test
    void whoAsksWhenTheReadHasBegunGetsALaterOne() {
        CompletableFuture<Integer> slow = waiting.join(PAGE, begins -> {
            reader.add(begins);
            return new CompletableFuture<>();
        });
        reader.remove().run();
        CompletableFuture<Integer> late = ask(PAGE);
        reader.remove().run();
        assertThat(late).isCompletedWithValue(1);
        assertThat(slow).isNotDone();
    }

    @Test
    void aReadThatWasRefusedIsNotShared() {
        CompletableFuture<Integer> refused =
                waiting.join(PAGE, begins -> CompletableFuture.failedFuture(new IOException("too many wait")));
        CompletableFuture<Integer> next = ask(PAGE);
        reader.remove().run();
        assertThat(refused).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(1);
    }
}
