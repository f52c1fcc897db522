package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis stops in the middle of everything, and its side of the connection stays open. */
class RedisFrozenTest extends OnRedis {
    private static final int TIMEOUT_MILLIS = 1_000;
    /** More than the buffers of both ends of a socket take. */
    private static final int LARGE = 24 << 20;

    /** Long after the first append: a look that finds Redis frozen before it would have it refused without a try. */
    private static final int CHECK_MILLIS = 10_000;

    private RedisLogStore store;
    private RoomLog log;

    @BeforeEach
    void connect() throws IOException {
        redis.flushEverything();
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        store = new RedisLogStore(
                new RedisOptions(address, LogStore.Durability.DISK, 1 << 28, 1 << 20, CHECK_MILLIS, TIMEOUT_MILLIS),
                Clock.systemUTC());
        log = await(store.open("hall", "Hall"));
        messages(log, "m", 5);
    }

    @AfterEach
    void close() {
        redis.thaw();
        store.close();
    }

    private static Draft large() {
        return message("large", "x".repeat(LARGE));
    }

    @Test
    void aWriteThatRedisDoesNotTakeIsUnknownAndReadinessSaysSo() {
        redis.freeze();
        long start = System.nanoTime();
        assertThat(await(log.append(large()))).isEqualTo(new Refused(Reason.UNKNOWN));
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("a write to a frozen Redis was given up after " + millis + " ms");
        assertThat(store.trouble()).get().asString().contains("takes nothing any more");
        assertThat(await(log.append(message("next", "text")))).isInstanceOf(Refused.class);
        redis.thaw();
        LogUntil.until("it is there again", () -> store.trouble().isEmpty());
        // The disk may be slower than this test's timeout.
        LogUntil.until("it is stored", () -> await(log.append(large())) instanceof Stored);
        LogUntil.until("it is stored", () -> await(log.append(message("next", "text"))) instanceof Stored);
        assertThat(log.head().n()).isEqualTo(7);
        assertThat(all(log)).extracting(Entry::id).doesNotHaveDuplicates().contains("large", "next");
    }

    @Test
    void theStoreClosesThoughAWriteIsStuck() throws Exception {
        redis.freeze();
        CompletionStage<Receipt> receipt = log.append(large());
        CompletableFuture.runAsync(store::close).get(20, TimeUnit.SECONDS);
        assertThat(await(receipt)).isInstanceOf(Refused.class);
    }
}
