package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.until;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two stores on one Redis, as two nodes have them. */
class RedisNodesTest extends OnRedis {
    /** Much later than any test waits: who sees something was woken. */
    private static final int NEVER_MILLIS = 3_600_000;

    private RedisLogStore one;
    private RedisLogStore two;
    private RoomLog here;
    private RoomLog there;

    @BeforeEach
    void connect() throws IOException {
        redis.flushEverything();
        connect(RedisStores.CHECK_MILLIS);
    }

    private void connect(int checkMillis) throws IOException {
        one = RedisStores.connect(redis.uri(), LogStore.Durability.DISK, checkMillis);
        two = RedisStores.connect(redis.uri(), LogStore.Durability.DISK, checkMillis);
        here = await(one.open("hall", "Hall"));
        there = await(two.open("hall", "HALL"));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private void untilEqual() {
        until("both stand at one place", () -> here.head().equals(there.head()));
    }

    @Test
    void anEntryWakesTheOtherNode() throws IOException {
        close();
        connect(NEVER_MILLIS);
        // The first is heard of in any case, for what came before the listening is made up for; so it is the second.
        stored(here, message("a", "one"));
        untilEqual();
        AtomicInteger wakes = new AtomicInteger();
        there.onGrowth(wakes::incrementAndGet);
        stored(here, message("b", "two"));
        until("a wake-up", () -> wakes.get() > 0);
        assertThat(all(there)).isEqualTo(all(here)).hasSize(2);
        assertThat(there.name()).isEqualTo("Hall");
    }

    @Test
    void anEntryWhoseWakeUpIsLostIsFoundByTheCheck() throws IOException {
        deafen();
        AtomicInteger wakes = new AtomicInteger();
        there.onGrowth(wakes::incrementAndGet);
        long longest = 0;
        for (int i = 1; i <= 5; i++) {
            long n = i;
            stored(here, message("m" + i, "text"));
            long start = System.nanoTime();
            until("entry " + i, () -> there.head().n() == n);
            longest = Math.max(longest, (System.nanoTime() - start) / 1_000_000);
        }
        System.out.println("longest without a wake-up: " + longest + " ms");
        assertThat(wakes.get()).isPositive();
        assertThat(longest).isLessThan(10L * RedisStores.CHECK_MILLIS);
        assertThat(all(there)).isEqualTo(all(here)).hasSize(5);
    }

    /** Takes from both nodes the right to hear anything. */
    private void deafen() throws IOException {
        redis.call("ACL", "SETUSER", "default", "resetchannels");
        redis.call("CLIENT", "KILL", "TYPE", "pubsub");
    }

    @AfterEach
    void hear() throws IOException {
        redis.call("ACL", "SETUSER", "default", "allchannels");
    }

    @Test
    void bothAppendAtOnceAndThereIsOneOrderWithoutAHole() {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            receipts.add(here.append(message("here" + i, "text " + i)));
            receipts.add(there.append(Draft.message("bob", "Bob", "there" + i, "text " + i, 0)));
            if (i % 10 == 0) {
                await(receipts.get(receipts.size() - 1));
            }
        }
        List<Long> positions = new ArrayList<>();
        for (CompletionStage<Receipt> receipt : receipts) {
            positions.add(((Stored) await(receipt)).position().n());
        }
        assertThat(positions).doesNotHaveDuplicates().hasSize(600);
        untilEqual();
        assertThat(all(here)).isEqualTo(all(there)).hasSize(600);
    }

    @Test
    void aRetryOnTheOtherNodeIsAnsweredWithTheFirstPosition() {
        Stored first = (Stored) await(here.append(message("a", "one")));
        assertThat(await(there.append(message("a", "one")))).isEqualTo(new Stored(first.position(), true));
        assertThat(await(there.append(message("a", "two")))).isEqualTo(new Receipt.Refused(Receipt.Reason.ID_REUSED));
        assertThat(await(there.find("ann", "a"))).contains(first.position());
    }

    @Test
    void theSameDraftOnBothNodesAtOnceIsStoredOnce() {
        for (int i = 0; i < 50; i++) {
            CompletionStage<Receipt> first = here.append(message("m" + i, "text"));
            CompletionStage<Receipt> second = there.append(message("m" + i, "text"));
            Stored a = (Stored) await(first);
            Stored b = (Stored) await(second);
            assertThat(a.position()).isEqualTo(b.position());
            assertThat(a.duplicate()).isNotEqualTo(b.duplicate());
        }
        untilEqual();
        assertThat(all(there)).hasSize(50);
    }

    @Test
    void whatOneNodeErasesIsGoneFromTheOthersMemory() {
        stored(here, message("a", "secret"));
        stored(here, edit("b", 1, "secret too"));
        untilEqual();
        assertThat(all(there)).extracting(LogFixture::text).containsExactly("secret", "secret too");
        stored(here, delete("c", 1));
        untilEqual();
        assertThat(all(there)).extracting(LogFixture::text).containsExactly("(erased)", "(erased)", "");
        stored(there, Draft.message("eve", "Eve", "d", "spam", 0));
        stored(here, Draft.moderation("mod", "Mod", "e", "hide", Map.of("b:eve", "1"), "eve"));
        untilEqual();
        assertThat(all(there)).extracting(LogFixture::text).endsWith("(erased)", "hide");
        assertThat(await(there.state())).isEqualTo(Map.of("b:eve", "1"));
    }

    @Test
    void aTrimAndAClearReachTheOtherNode() {
        for (int i = 0; i < 20; i++) {
            stored(here, message("m" + i, "text"));
        }
        untilEqual();
        await(here.trim(11));
        untilEqual();
        assertThat(all(there)).hasSize(10);
        assertThat(await(there.markRead("ann", 15))).isEqualTo(15);
        assertThat(await(here.read("ann"))).isEqualTo(15);
        Head cleared = await(there.clear());
        untilEqual();
        assertThat(here.head()).isEqualTo(cleared);
        assertThat(stored(here, message("m1", "anew"))).isEqualTo(1);
        untilEqual();
        until("both count one room", () -> one.roomCount() == 1 && two.roomCount() == 1);
    }

    @Test
    void aNodeThatIsSomeHundredBehindFollowsPageByPageAndErasesWhatWasErased() throws IOException {
        close();
        connect(NEVER_MILLIS);
        stored(here, message("first", "secret"));
        untilEqual();
        assertThat(all(there)).hasSize(1);
        deafen();
        LogFixture.messages(here, "m", 500);
        stored(here, delete("gone", 1));
        // Whoever appends looks first.
        assertThat(stored(there, Draft.message("bob", "Bob", "there", "text", 0)))
                .isEqualTo(503);
        assertThat(all(there).subList(0, 502)).isEqualTo(all(here));
        assertThat(all(there).get(0).body()).isNull();
    }

    @Test
    void aNodeThatIsFarBehindJumpsAndItsReadersReadOn() throws IOException {
        stored(here, message("first", "text"));
        untilEqual();
        deafen();
        for (int round = 0; round < 6; round++) {
            LogFixture.messages(here, "r" + round + "-", 500);
        }
        untilEqual();
        assertThat(all(there)).hasSize(3_001);
        stored(here, message("last", "text"));
        untilEqual();
        assertThat(await(there.readAfter(3_001, 10, 1 << 20)).entries()).hasSize(1);
    }
}
