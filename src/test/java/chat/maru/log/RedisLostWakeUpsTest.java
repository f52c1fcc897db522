package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.LossyWakeUps;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes, of which one does not hear everything. */
class RedisLostWakeUpsTest extends OnRedis {
    private static final long SEED = Long.getLong("maru.test.seed", 20261123);
    private static final double LOST = 0.3;
    private static final int ROOMS = 20;
    private static final int ENTRIES = 20;
    private static final int MANY = 300;
    private static final int NEVER_MILLIS = 600_000;
    private static final int ADDED_MILLIS_MAX = RedisStores.CHECK_MILLIS + 100;

    @Test
    void ofWakeUpsThatAreLostTheCheckMakesUpForEachAndNothingIsMissing() throws IOException {
        redis.flushEverything();
        System.out.println("seed " + SEED);
        try (LossyWakeUps proxy = LossyWakeUps.start(redis.port(), LOST, SEED);
                RedisLogStore here = RedisStores.connect(redis);
                RedisLogStore there = RedisStores.connect(
                        URI.create("redis://127.0.0.1:" + proxy.port()),
                        LogStore.Durability.DISK,
                        RedisStores.CHECK_MILLIS)) {
            List<RoomLog> spoken = open(here);
            List<RoomLog> heard = open(there);
            ConcurrentMap<String, Long> seenNanos = new ConcurrentHashMap<>();
            heard.forEach(log -> log.onGrowth(() -> note(log, seenNanos)));
            ConcurrentMap<String, Long> ackedNanos = new ConcurrentHashMap<>();
            for (int i = 1; i <= ENTRIES; i++) {
                for (RoomLog log : spoken) {
                    log.append(message("m" + i, "text " + i)).thenRun(() -> note(log, ackedNanos));
                }
                // What comes next would wake who has missed this one.
                int sofar = ROOMS * i;
                Await.until("all seen", () -> seenNanos.size() == sofar && ackedNanos.size() == sofar);
            }
            long latest = seenNanos.keySet().stream()
                    .mapToLong(entry -> seenNanos.get(entry) - ackedNanos.get(entry))
                    .max()
                    .orElseThrow();
            System.out.printf(
                    "RedisLostWakeUpsTest: %d of %d wake-ups lost, the latest entry seen %d ms after its ack%n",
                    proxy.lost(), proxy.lost() + proxy.passed(), TimeUnit.NANOSECONDS.toMillis(latest));
            assertThat(proxy.lost()).isGreaterThan(ENTRIES);
            assertThat(TimeUnit.NANOSECONDS.toMillis(latest)).isLessThan(10L * ADDED_MILLIS_MAX);
            for (int i = 0; i < ROOMS; i++) {
                assertThat(all(heard.get(i))).isEqualTo(all(spoken.get(i))).hasSize(ENTRIES);
            }
        }
    }

    @Test
    void historyIsShownOnlyAsFarAsItsNodeHasFollowed() throws IOException {
        redis.flushEverything();
        try (LossyWakeUps proxy = LossyWakeUps.start(redis.port(), 1, SEED);
                RedisLogStore here = RedisStores.connect(redis);
                RedisLogStore there = RedisStores.connect(
                        URI.create("redis://127.0.0.1:" + proxy.port()), LogStore.Durability.DISK, NEVER_MILLIS)) {
            RoomLog spoken = await(here.open("hall", "Hall"));
            await(spoken.append(message("m1", "text 1")));
            RoomLog heard = await(there.open("hall", "Hall"));
            await(spoken.append(message("m2", "text 2")));
            assertThat(heard.head().n()).as("nobody has told it").isEqualTo(1);
            History history = await(heard.history(Range.before(0), "u:ann", 10, 10_000));
            assertThat(history.messages()).hasSize(2);
            assertThat(heard.head()).isEqualTo(history.head());
        }
    }

    /** So many that their rows are not asked for by one command. */
    @Test
    void theCheckSeesEveryRoomOfABucketHoweverMany() throws IOException {
        redis.flushEverything();
        List<String> rooms = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "room" + i)
                .filter(room -> RedisSlot.bucket(room) == 0)
                .limit(MANY)
                .toList();
        try (LossyWakeUps proxy = LossyWakeUps.start(redis.port(), 1, SEED);
                RedisLogStore here = RedisStores.connect(redis);
                RedisLogStore there = RedisStores.connect(
                        URI.create("redis://127.0.0.1:" + proxy.port()),
                        LogStore.Durability.DISK,
                        RedisStores.CHECK_MILLIS)) {
            List<RoomLog> heard =
                    rooms.stream().map(room -> await(there.open(room, room))).toList();
            for (String room : rooms) {
                await(here.open(room, room)).append(message("m1", "text 1"));
            }
            Await.until(
                    "all seen", () -> heard.stream().allMatch(log -> log.head().n() == 1));
            assertThat(proxy.passed()).isZero();
        }
    }

    private static List<RoomLog> open(RedisLogStore store) {
        List<RoomLog> logs = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            logs.add(await(store.open("room" + i, "Room" + i)));
        }
        return logs;
    }

    /** Notes when each entry that is there now was first there. */
    private static void note(RoomLog log, ConcurrentMap<String, Long> nanos) {
        long now = System.nanoTime();
        for (long n = log.head().n(); n > 0 && nanos.putIfAbsent(log.room() + " " + n, now) == null; n--) {}
    }
}
