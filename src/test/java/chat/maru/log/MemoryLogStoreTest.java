package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryLogStoreTest extends RoomLogContract {
    @Override
    LogStore fresh() {
        return new MemoryLogStore(10_000, 64 << 20, clock);
    }

    @Override
    LogStore restart(LogStore open) {
        throw new AssertionError("memory does not restart");
    }

    @Override
    LogStore tiny() {
        return new MemoryLogStore(10_000, 100_000, clock);
    }

    @Override
    boolean durable() {
        return false;
    }

    @Test
    void idsWhoseTimeIsOverTakeNoMemory() throws Exception {
        try (LogStore small = new MemoryLogStore(10, 64 << 20, clock)) {
            RoomLog room = await(small.open("hall", "Hall"));
            messages(room, "m", 100_050);
            clock.move(Duration.ofHours(23));
            stored(room, message("early", "text"));
            long before = usedBytes(small);
            clock.move(Duration.ofHours(2));
            stored(room, message("late", "text"));
            assertThat(usedBytes(small)).isBetween(before * 99 / 100, before - 1);
        }
    }

    @Test
    void idsOfEntriesThatAreHeldAreNeverForgotten() {
        messages(log, "m", 2);
        MemoryIds ids = new MemoryIds();
        all(log).forEach(ids::add);
        ids.trimmed(all(log).get(0), 2, 1_000);
        assertThat(ids.forget(new IdHorizon(0, 0), 2, 1_000)).isPositive();
        assertThat(ids.find("ann", "m0")).isNull();
        assertThat(ids.find("ann", "m1")).isNotNull();
    }

    private static long usedBytes(LogStore store) {
        return await(store.fullness()).orElseThrow().usedBytes();
    }
}
