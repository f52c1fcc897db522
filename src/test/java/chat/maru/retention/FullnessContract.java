package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import chat.maru.log.LogStore;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** That somebody is told before a store is full. For every engine. */
abstract class FullnessContract extends RetentionContract {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** A store that some dozens of messages of 1,000 characters fill. */
    abstract LogStore small() throws Exception;

    @Test
    void aStoreThatIsNearlyFullIsToldOnceAndAgainWhenItHasHadRoomMeanwhile() throws Exception {
        store.close();
        store = small();
        assumeThat(Stages.await(store.fullness()).orElseThrow().percent())
                .as("a disk with some room")
                .isLessThan(80);
        hall = new RoomBook(store, "hall");
        FullnessWatch watch = new FullnessWatch(store);
        try (Heard heard = Heard.from("chat.maru.retention")) {
            for (int crossing = 1; crossing <= 2; crossing++) {
                fill(watch);
                watch.look();
                watch.look();
                // Told at 90, and until it is below 85: what is in use may become less in between.
                assertThat(watch.warning()).get(STRING).matches(".+ is (8[5-9]|9\\d) % full");
                assertThat(heard.warnings()).hasSize(crossing);
                hall.with(log -> log.trim(log.head().n() + 1));
                // SQLite frees what was trimmed bit by bit.
                long deadline = System.nanoTime() + DEADLINE.toNanos();
                while (watch.warning().isPresent() && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(1_000_000);
                    watch.look();
                }
                assertThat(watch.warning()).isEmpty();
            }
        }
    }

    private void fill(FullnessWatch watch) throws Exception {
        for (int said = 0; watch.warning().isEmpty() && said < 2_000; said++) {
            hall.append(hall.message("x".repeat(1_000)));
            watch.look();
        }
    }
}
