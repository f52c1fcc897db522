package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.failure;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** MUST 20 of {@link RoomLog}: clearing a room. */
abstract class ClearContract extends ModerationContract {
    @Test
    void aClearedRoomHasForgottenEverything() throws Exception {
        messages(log, "m", 20);
        stored(log, react("bob", "r", 1, "👍", true));
        stored(log, state("s", "topic", "tea"));
        await(log.markRead("ann", 5));
        String before = log.head().epoch();
        AtomicInteger wakes = new AtomicInteger();
        log.onGrowth(wakes::incrementAndGet);
        Head cleared = await(log.clear());
        assertThat(wakes.get()).isPositive();
        assertThat(cleared).isEqualTo(new Head(cleared.epoch(), 1, 0, 0, 0, 0, false));
        assertThat(cleared.epoch()).isNotEqualTo(before);
        assertEmpty(cleared.epoch());
        restart();
        assertEmpty(cleared.epoch());
        assertThat(stored(log, message("m3", "another text")))
                .as("ids are forgotten")
                .isEqualTo(1);
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("another text");
        assertThat(store.roomCount()).isEqualTo(1);
        assertThat(log.head().epoch()).isEqualTo(cleared.epoch());
        restart();
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("another text");
    }

    @Test
    void aReaderThatStoodFurtherFindsNothingAndTheNewEpoch() throws Exception {
        messages(log, "m", 20);
        Head cleared = await(log.clear());
        Page page = await(log.readAfter(20, 10, ANY));
        assertThat(page.entries()).isEmpty();
        assertThat(page.head().epoch()).isEqualTo(cleared.epoch());
    }

    private void assertEmpty(String epoch) {
        assertThat(log.head().position()).isEqualTo(new Position(epoch, 0));
        assertThat(await(log.readAfter(0, 10, ANY)).entries()).isEmpty();
        assertThat(await(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY)).messages())
                .isEmpty();
        assertThat(await(log.state())).isEmpty();
        assertThat(await(log.read("ann"))).isZero();
        assertThat(await(log.find("ann", "m3"))).isEmpty();
        assertThat(await(store.rooms("", 10))).isEmpty();
        assertThat(await(store.roomsOf("ann", "", 10))).isEmpty();
        assertThat(store.roomCount()).isZero();
    }

    @Test
    void noEpochComesAgain() {
        Set<String> epochs = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            assertThat(epochs.add(log.head().epoch())).isTrue();
            stored(log, message("a", "one"));
            await(log.clear());
            log.close();
            log = await(store.open("hall", "Hall"));
        }
    }

    @Test
    void clearingAnEmptyRoomChangesNothing() {
        Head before = log.head();
        assertThat(await(log.clear())).isEqualTo(before);
        stored(log, message("a", "one"));
        Head cleared = await(log.clear());
        assertThat(await(log.clear())).isEqualTo(cleared);
    }

    @Test
    void whatWasAppendedBeforeIsOfTheOldRoomAndTheRestOfTheNew() {
        CompletionStage<Receipt> before = log.append(message("a", "one"));
        CompletionStage<Head> cleared = log.clear();
        CompletionStage<Receipt> after = log.append(message("b", "two"));
        assertThat(await(before)).isInstanceOf(Stored.class);
        assertThat(await(after))
                .isEqualTo(new Stored(new Position(await(cleared).epoch(), 1), false));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("two");
    }

    @Test
    void otherRoomsKeepWhatTheyHave() throws Exception {
        RoomLog other = await(store.open("other", "Other"));
        messages(other, "m", 10);
        messages(log, "m", 10);
        await(log.clear());
        messages(other, "n", 10);
        restart();
        assertThat(all(await(store.open("other", "Other")))).hasSize(20);
    }

    /** Whoever reads while the room goes away is told of the new epoch, and never of damage. */
    @Test
    void readersMeanwhileFindTheOldRoomOrTheNewAndNoDamage() throws Exception {
        AtomicBoolean ends = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!ends.get()) {
                Head head = log.head();
                Page page = await(log.readAfter(head.n() / 2, 5, ANY));
                assertThat(page.damagedAt()).isZero();
                assertThat(await(log.history(Range.before(3), RoomLog.NOBODY, 5, ANY))
                                .damagedAt())
                        .isZero();
                assertThat(await(log.state()).size()).isLessThan(2);
            }
        });
        java.util.List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        reader.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        reader.start();
        for (int i = 0; i < 30; i++) {
            messages(log, "m", 30);
            stored(log, state("s", "topic", "tea"));
            await(log.clear());
        }
        ends.set(true);
        reader.join();
        // A position of the old room may lie beyond the new one: that is the caller's to know.
        assertThat(failures).allMatch(IndexOutOfBoundsException.class::isInstance);
        assertThat(log.head().readOnly()).isFalse();
    }

    @Test
    void aClosedStoreClearsNothing() {
        stored(log, message("a", "one"));
        store.close();
        assertThat(failure(log.clear())).isInstanceOf(IOException.class);
    }
}
