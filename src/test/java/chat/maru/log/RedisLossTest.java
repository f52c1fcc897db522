package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.until;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.LogStore.Durability;
import chat.maru.log.Receipt.Stored;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis ends, comes back, forgets, and is meddled with; no position ever gets a second body in one epoch. */
class RedisLossTest {

    @TempDir
    Path folder;

    private RedisServer redis;
    private LogStore store;
    private RoomLog log;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        open(Durability.DISK);
    }

    private void open(Durability durability) throws IOException {
        store = RedisStores.connect(redis.uri(), durability, RedisStores.CHECK_MILLIS);
        log = await(store.open("hall", "Hall"));
    }

    @AfterEach
    void stop() {
        store.close();
        redis.close();
    }

    @Test
    void whatWasAcknowledgedSurvivesFiveKillsUnderLoadAndRetriesAreStoredOnce() throws IOException {
        Map<String, Long> acked = new HashMap<>();
        String epoch = log.head().epoch();
        int unknown = 0;
        for (int kill = 0; kill < 5; kill++) {
            for (int i = 0; i < 100; i++) {
                if (i == 50) {
                    redis.kill9();
                }
                String id = "k" + kill + "i" + i;
                Receipt receipt = await(log.append(message(id, "text of " + id)));
                if (receipt instanceof Stored stored) {
                    acked.put(id, stored.position().n());
                } else {
                    unknown++;
                }
            }
            redis.restart();
            until("Redis is back", () -> store.trouble().isEmpty());
        }
        assertThat(unknown).isPositive();
        for (Map.Entry<String, Long> one : acked.entrySet()) {
            assertThat(await(log.append(message(one.getKey(), "text of " + one.getKey()))))
                    .isEqualTo(new Stored(new Position(epoch, one.getValue()), true));
        }
        assertThat(log.head().epoch()).isEqualTo(epoch);
        assertThat(all(log)).extracting(Entry::id).doesNotHaveDuplicates().containsAll(acked.keySet());
    }

    @Test
    void aRedisThatForgotEverythingGivesTheRoomANewEpochAndWakesItsReaders() throws IOException {
        store.close();
        redis.restart("--appendonly", "no");
        open(Durability.MEMORY);
        messages(log, "m", 20);
        String before = log.head().epoch();
        String empty = store.epoch("none");
        AtomicInteger wakes = new AtomicInteger();
        log.onGrowth(wakes::incrementAndGet);
        redis.kill9();
        redis.restart();
        until("a new epoch", () -> !log.head().epoch().equals(before));
        until("a wake-up", () -> wakes.get() > 0);
        assertThat(log.head().n()).isZero();
        assertThat(store.epoch("none")).isNotEqualTo(empty);
        assertThat(stored(log, message("m3", "another text"))).isEqualTo(1);
        assertThat(log.head().epoch()).isNotEqualTo(before);
    }

    /** What a failover to a replica that was behind leaves: the same epoch, and less in it. */
    @Test
    void aLostSuffixGivesTheRoomANewEpochBeforeAPositionIsUsedAgain() throws IOException {
        messages(log, "m", 10);
        Map<String, String> earlier = dump();
        messages(log, "lost", 5);
        String before = log.head().epoch();
        restore(earlier);
        Stored after = (Stored) await(log.append(message("next", "text")));
        assertThat(after.position().n()).isEqualTo(11);
        assertThat(after.position().epoch()).isNotEqualTo(before);
        assertThat(all(log)).hasSize(11);
        assertThat(log.head().epoch()).isEqualTo(after.position().epoch());
    }

    @Test
    void aSuffixThatWasReplacedIsNoticedByItsChain() throws IOException {
        messages(log, "m", 10);
        Map<String, String> earlier = dump();
        messages(log, "lost", 5);
        String before = log.head().epoch();
        redis.freeze();
        redis.thaw();
        restore(earlier);
        try (LogStore other = RedisStores.connect(redis)) {
            RoomLog there = await(other.open("hall", "Hall"));
            messages(there, "others", 8);
            until("a new epoch", () -> !log.head().epoch().equals(before));
            until("agreement", () -> log.head().equals(there.head()));
            assertThat(all(log)).isEqualTo(all(there)).hasSize(18);
        }
    }

    /** A second failover may lose the new epoch that the first one brought. */
    @Test
    void anEpochThatWasLeftIsNotGoneBackInto() throws IOException {
        messages(log, "m", 10);
        Map<String, String> earlier = dump();
        messages(log, "lost", 5);
        String before = log.head().epoch();
        restore(earlier);
        stored(log, message("next", "text"));
        String between = log.head().epoch();
        restore(earlier);
        Stored after = (Stored) await(log.append(message("last", "text")));
        assertThat(after.position().n()).isEqualTo(11);
        assertThat(after.position().epoch()).isNotIn(before, between);
        assertThat(all(log)).hasSize(11);
    }

    /** A room that nobody had open is compared with what it was when it was closed. */
    @Test
    void aLossWhileTheRoomWasClosedIsNoticedWhenItIsOpened() throws IOException {
        messages(log, "m", 10);
        Map<String, String> earlier = dump();
        messages(log, "lost", 5);
        String before = log.head().epoch();
        log.close();
        restore(earlier);
        log = await(store.open("hall", "Hall"));
        assertThat(log.head().n()).isEqualTo(10);
        assertThat(log.head().epoch()).isNotEqualTo(before);
    }

    /** An outage is when a room cannot be opened, and what it loses must not be forgotten for that. */
    @Test
    void aLossIsNoticedBehindAnOutageInWhichTheRoomCouldNotBeOpened() throws IOException {
        messages(log, "m", 10);
        Map<String, String> earlier = dump();
        messages(log, "lost", 5);
        String before = log.head().epoch();
        log.close();
        redis.kill9();
        assertThat(opened()).isEmpty();
        redis.restart();
        restore(earlier);
        until("an open room", () -> opened().isPresent());
        assertThat(log.head().n()).isEqualTo(10);
        assertThat(log.head().epoch()).isNotEqualTo(before);
    }

    private Optional<RoomLog> opened() {
        try {
            log = store.open("hall", "Hall").toCompletableFuture().join();
            return Optional.of(log);
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> dump() throws IOException {
        Map<String, String> dump = new HashMap<>();
        try (RedisConnection connection =
                new RedisConnection(RedisAddress.parse(redis.uri().toString()), 2_000)) {
            for (RedisKeys.Part part : RedisKeys.Part.values()) {
                String key = RedisKeys.of("hall").of(part);
                if (connection.call(RedisCommand.of("DUMP", key)) instanceof byte[] bytes) {
                    dump.put(key, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return dump;
    }

    /** All at once, as a failover is. */
    private void restore(Map<String, String> dump) throws IOException {
        try (RedisConnection connection =
                new RedisConnection(RedisAddress.parse(redis.uri().toString()), 2_000)) {
            connection.call(RedisCommand.of("MULTI"));
            for (Map.Entry<String, String> one : dump.entrySet()) {
                byte[] bytes = one.getValue().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                connection.call(RedisCommand.of("RESTORE", one.getKey(), 0, bytes, "REPLACE"));
            }
            connection.call(RedisCommand.of("EXEC"));
        }
    }

    @Test
    void aDamagedEntryIsNotReturnedAndMakesItsRoomReadOnly() throws IOException {
        messages(log, "m", 10);
        RoomLog other = await(store.open("other", "Other"));
        RedisKeys keys = RedisKeys.of("hall");
        redis.call("HSET", keys.of(RedisKeys.Part.BODIES), "6", "nonsense that is no body");
        store.close();
        open(Durability.DISK);
        Page page = await(log.readAfter(0, 100, 1 << 20));
        assertThat(page.entries()).hasSize(5);
        assertThat(page.damagedAt()).isEqualTo(6);
        until("read-only", () -> log.head().readOnly());
        assertThat(await(log.append(message("n", "text")))).isEqualTo(new Receipt.Refused(Receipt.Reason.READ_ONLY));
        assertThat(await(log.append(message("m2", "text of m2"))))
                .as("the id comes first")
                .isEqualTo(new Stored(new Position(log.head().epoch(), 3), true));
        assertThat(await(log.history(Range.before(0), RoomLog.NOBODY, 100, 1 << 20))
                        .damagedAt())
                .isEqualTo(6);
        other = await(store.open("other", "Other"));
        stored(other, message("a", "one"));
        store.close();
        open(Durability.DISK);
        assertThat(log.head().readOnly()).as("after a restart").isTrue();
    }

    @Test
    void aDamagedRowIsAnErrorAndNotAnEmptyRoom() throws IOException {
        messages(log, "m", 10);
        log.close();
        redis.call("SET", RedisKeys.of("hall").of(RedisKeys.Part.ROW), "nonsense");
        assertThat(Await.failure(store.open("hall", "Hall"))).isInstanceOf(IOException.class);
        stored(await(store.open("other", "Other")), message("a", "one"));
    }

    @Test
    void missingEntriesAreDamageAndNotAShorterRoom() throws IOException {
        messages(log, "m", 10);
        redis.call("XDEL", RedisKeys.of("hall").of(RedisKeys.Part.HEADS), "9-0", "10-0");
        store.close();
        open(Durability.DISK);
        Page page = await(log.readAfter(0, 100, 1 << 20));
        assertThat(page.entries()).hasSize(8);
        assertThat(await(log.readAfter(8, 100, 1 << 20)).damagedAt()).isEqualTo(9);
    }
}
