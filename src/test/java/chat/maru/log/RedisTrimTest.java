package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What trimming and clearing leave in Redis. */
class RedisTrimTest extends OnRedis {
    private static final IdHorizon SHORT =
            new IdHorizon(100, Duration.ofHours(24).toMillis());

    private final TestClock clock = new TestClock();

    @BeforeEach
    void flush() throws IOException {
        redis.flushEverything();
    }

    private RedisLogStore connect() throws IOException {
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        return new RedisLogStore(
                new RedisOptions(address, LogStore.Durability.DISK, 16 << 20, 0, 1_000, 5_000),
                clock,
                SHORT,
                RedisMachine.REAL);
    }

    private static long count(String command, Part part) throws IOException {
        return Long.parseLong(redis.call(command, RedisKeys.of("hall").of(part)).replaceAll("\\D", ""));
    }

    @Test
    void anIdIsForgottenOnlyWhenBothSpansHavePassed() throws IOException {
        try (RedisLogStore store = connect()) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 10);
            await(log.trim(6));
            clock.move(Duration.ofSeconds(30));
            await(log.trim(8));
            assertThat(count("LLEN", Part.TRIMS))
                    .as("two trims at once are one")
                    .isEqualTo(1);
            clock.move(Duration.ofSeconds(30));
            await(log.trim(11));
            assertThat(count("LLEN", Part.TRIMS))
                    .as("one that comes a minute after the first is another")
                    .isEqualTo(2);
            messages(log, "n", 100);
            clock.move(Duration.ofHours(23));
            await(log.trim(50));
            assertThat(duplicate(log, "m3")).as("100 ids but 23 hours later").isTrue();
            clock.move(Duration.ofHours(2));
            await(log.trim(log.head().n() + 1));
            assertThat(count("XLEN", Part.HEADS)).isEqualTo(100);
            assertThat(count("ZCARD", Part.IDS)).isEqualTo(100);
            assertThat(count("HLEN", Part.BODIES)).isZero();
            assertThat(await(log.find("ann", "m3"))).isEmpty();
            assertThat(duplicate(log, "n39")).as("trimmed two hours ago").isTrue();
            assertThat(duplicate(log, "m3")).as("forgotten").isFalse();
        }
    }

    private static boolean duplicate(RoomLog log, String id) {
        return ((Stored) await(log.append(message(id, "text of " + id)))).duplicate();
    }

    @Test
    void aLargeTrimGoesInPiecesAndLeavesNothingBelow() throws IOException {
        try (RedisLogStore store = connect()) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 12_000);
            stored(log, react("bob", "r1", 11_499, "👍", true));
            stored(log, react("bob", "r2", 11_500, "👍", true));
            stored(log, edit("e1", 11_499, "edited"));
            stored(log, edit("e2", 11_500, "edited"));
            await(log.trim(11_500));
            assertThat(all(log)).hasSize(505);
            assertThat(count("HLEN", Part.BODIES)).isEqualTo(505);
            assertThat(count("XLEN", Part.SAID)).isEqualTo(501);
            assertThat(count("HLEN", Part.MARKS)).isEqualTo(1);
            assertThat(count("ZCARD", Part.ABOUT)).isEqualTo(2);
            assertThat(count("LLEN", Part.TRIMS)).isEqualTo(1);
        }
    }

    @Test
    void aClearedRoomLeavesNothingButItsRow() throws IOException {
        try (RedisLogStore store = connect()) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 10);
            stored(log, react("bob", "r1", 1, "👍", true));
            await(log.markRead("ann", 3));
            await(log.trim(3));
            await(log.clear());
            assertThat(redis.call("KEYS", "maru:*:hall:*")).contains("row").doesNotContain("heads", "ids", "bodies");
            assertThat(redis.call("KEYS", "maru:*:rooms")).isEmpty();
            try (Restore restore = log.restore()) {
                messages(await(store.open("from", "From")), "m", 3);
                assertThat(await(restore.add(java.util.List.of()))).isZero();
            }
        }
    }

    @Test
    void aRestoreThatNobodyFinishesGoesByItself() throws IOException {
        try (RedisLogStore store = connect()) {
            RoomLog from = await(store.open("from", "From"));
            messages(from, "m", 30);
            stored(from, react("bob", "r1", 1, "👍", true));
            RoomLog log = await(store.open("hall", "Hall"));
            Restore restore = log.restore();
            await(restore.add(all(from)));
            String staged = redis.call("KEYS", "maru:*:hall:*");
            assertThat(staged).contains("heads", "said", "bodies", "ids", "about", "marks");
            for (String key : staged.split("\\s+")) {
                if (key.startsWith("maru:")) {
                    assertThat(Long.parseLong(redis.call("TTL", key).replaceAll("[^-0-9]", "")))
                            .as(key)
                            .isBetween(1L, 3_600L);
                }
            }
            await(restore.finish(java.util.Map.of()));
            assertThat(redis.call("TTL", RedisKeys.of("hall").of(Part.HEADS))).contains("-1");
            assertThat(all(log)).hasSize(31);
        }
    }
}
