package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readiness says whether something can be appended, and nothing else. */
class RedisTroubleTest extends OnRedis {
    private RedisLogStore store;
    private RoomLog log;

    @BeforeEach
    void connect() throws IOException {
        redis.flushEverything();
        store = RedisStores.connect(redis);
        log = await(store.open("hall", "Hall"));
        messages(log, "m", 5);
    }

    @AfterEach
    void close() throws IOException {
        redis.call("CONFIG", "SET", "maxmemory", "0");
        store.close();
    }

    @Test
    void aFullRedisStaysInTroubleWhateverIsLookedUpAndIsWellWhenThereIsRoom() throws IOException {
        redis.call("CONFIG", "SET", "maxmemory", "1");
        assertThat(await(log.append(message("x", "text")))).isEqualTo(new Refused(Reason.STORE_FULL));
        assertThat(store.trouble()).contains("Redis is full");
        long checks = calls("zlexcount");
        until("two checks", () -> {
            assertThat(await(log.find("ann", "m1"))).isPresent();
            assertThat(await(log.append(message("m1", "text of m1")))).isInstanceOf(Stored.class);
            assertThat(store.trouble()).contains("Redis is full");
            return calls("zlexcount") >= checks + 2 * RedisSlot.BUCKETS;
        });
        redis.call("CONFIG", "SET", "maxmemory", "0");
        until("there is room", () -> store.trouble().isEmpty());
        assertThat(redis.call("EXISTS", RedisKeys.nothing(RedisKeys.of("hall").bucket())))
                .isEqualTo("0");
        assertThat(await(log.append(message("x", "text")))).isInstanceOf(Stored.class);
    }

    private static long calls(String command) {
        try {
            return redis.call("INFO", "commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                    .mapToLong(line -> Long.parseLong(line.replaceFirst("^[^=]*=([0-9]+),.*", "$1")))
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
