package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.until;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import chat.maru.support.FaultProxy;
import chat.maru.support.FaultProxy.Direction;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node and Redis are cut from each other, both ways and one way; another node goes on. */
class RedisCutTest {
    private static final Duration CUT = Duration.ofSeconds(4);
    private static final long AGREED_SECONDS_MAX = 5;

    @TempDir
    Path folder;

    private RedisServer redis;
    private FaultProxy proxy;
    private LogStore cutStore;
    private LogStore soundStore;
    private RoomLog cut;
    private RoomLog sound;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        proxy = FaultProxy.start(redis.uri());
        cutStore = RedisStores.connect(
                URI.create("redis://127.0.0.1:" + proxy.port()), LogStore.Durability.DISK, RedisStores.CHECK_MILLIS);
        soundStore = RedisStores.connect(redis);
        cut = await(cutStore.open("hall", "Hall"));
        sound = await(soundStore.open("hall", "Hall"));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.heal();
        cutStore.close();
        soundStore.close();
        proxy.close();
        redis.close();
    }

    @Test
    void aCutBothWaysLosesNothingAndTheNodesAgreeSoonAfterIt() {
        cut(Direction.TO_SERVER, Direction.TO_CLIENT);
    }

    @Test
    void aCutOfTheWayToRedisLosesNothing() {
        cut(Direction.TO_SERVER);
    }

    /** Redis does what it is told and nobody hears of it: what was stored is unknown, and a retry finds it. */
    @Test
    void aCutOfTheWayBackLosesNothing() {
        cut(Direction.TO_CLIENT);
    }

    private void cut(Direction... ways) {
        LogFixture.messages(cut, "before", 10);
        LogFixture.messages(sound, "sound", 10);
        List<Draft> drafts = new ArrayList<>();
        Map<Long, String> acked = new TreeMap<>();
        proxy.holdFor(CUT, ways);
        long start = System.nanoTime();
        for (int i = 0; System.nanoTime() - start < CUT.toNanos() * 3 / 4; i++) {
            Draft draft = message("cut" + i, "text of cut" + i);
            drafts.add(draft);
            if (await(cut.append(draft)) instanceof Stored stored) {
                acked.put(stored.position().n(), draft.id());
            }
            LogFixture.stored(sound, message("other" + i, "text"));
            until(
                    "time for the next draft",
                    CUT.toSeconds(),
                    () -> System.nanoTime() - start > 100_000_000L * drafts.size());
        }
        assertThat(acked).as("acks").hasSizeLessThan(drafts.size());
        until("the end of the cut", CUT.toSeconds(), () -> System.nanoTime() - start > CUT.toNanos());
        long healed = System.nanoTime();
        until("both agree", AGREED_SECONDS_MAX, () -> cut.head().equals(sound.head()));
        System.out.println("agreed " + (System.nanoTime() - healed) / 1_000_000 + " ms after a cut, " + drafts.size()
                + " drafts unsure");
        until("no trouble", AGREED_SECONDS_MAX, () -> cutStore.trouble().isEmpty());
        for (Draft draft : drafts) {
            assertThat(await(cut.append(draft))).isInstanceOf(Stored.class);
        }
        until("both agree", AGREED_SECONDS_MAX, () -> cut.head().equals(sound.head()));
        assertThat(all(cut)).isEqualTo(all(sound));
        acked.forEach((n, id) -> assertThat(all(sound).get((int) (n - 1)).id()).isEqualTo(id));
        assertThat(all(cut)).extracting(Entry::id).doesNotHaveDuplicates().contains("cut0", "other0", "sound9");
    }
}
