package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.positions;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogFixture.text;
import static chat.maru.log.LogFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** MUST 7 to 11 of {@link RoomLog}: state, erasure, reads, trimming and wake-ups. */
abstract class ReadContract extends AppendContract {
    private static final long DEADLINE_SECONDS = 10;

    // MUST 7: state.

    @Test
    void stateChangesWithItsEntryAndSurvivesATrim() throws Exception {
        assertThat(await(log.state())).isEmpty();
        stored(log, state("a", "topic", "tea"));
        stored(log, state("b", "slow", "5"));
        stored(log, state("c", "topic", "coffee"));
        stored(log, state("d", "slow", ""));
        assertThat(await(log.state())).isEqualTo(Map.of("topic", "coffee"));
        await(log.trim(5));
        assertThat(await(log.state())).isEqualTo(Map.of("topic", "coffee"));
        restart();
        assertThat(await(log.state())).isEqualTo(Map.of("topic", "coffee"));
    }

    // MUST 8: erasure.

    @Test
    void aDeletionErasesItsTargetAndEveryEditOfIt() {
        stored(log, message("a", "secret"));
        stored(log, message("b", "other"));
        stored(log, edit("c", 1, "secret too"));
        stored(log, edit("d", 2, "other!"));
        long before = log.head().erasures();
        stored(log, delete("e", 1));
        assertThat(log.head().erasures()).isGreaterThan(before);
        assertThat(all(log))
                .extracting(LogFixture::text)
                .containsExactly("(erased)", "other", "(erased)", "other!", "");
        assertThat(texts(await(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY))))
                .containsExactly("(erased)", "other!");
    }

    @Test
    void anErasureSurvivesARestart() throws Exception {
        stored(log, message("a", "secret"));
        stored(log, delete("b", 1));
        Head before = log.head();
        restart();
        assertThat(log.head())
                .usingRecursiveComparison()
                .ignoringFields("states")
                .isEqualTo(before);
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "");
    }

    @Test
    void anEditOfAnErasedMessageIsStoredWithoutItsBody() {
        stored(log, message("a", "secret"));
        stored(log, delete("b", 1));
        stored(log, edit("c", 1, "secret again"));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "", "(erased)");
    }

    @Test
    void aMessageAndItsDeletionInOneBatchLeaveNoText() {
        List<CompletionStage<Receipt>> receipts = List.of(
                log.append(message("a", "secret")), log.append(edit("b", 1, "secret")), log.append(delete("c", 1)));
        receipts.forEach(Await::await);
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "(erased)", "");
    }

    @Test
    void onlyAMessageCanBeDeleted() {
        stored(log, message("a", "one"));
        stored(log, edit("b", 1, "two"));
        assertThat(await(log.append(delete("c", 2)))).isEqualTo(refused(Reason.NO_TARGET));
        assertThat(await(log.append(delete("d", 0)))).isEqualTo(refused(Reason.NO_TARGET));
        assertThat(await(log.append(delete("e", 9)))).isEqualTo(refused(Reason.NO_TARGET));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("one", "two");
    }

    // MUST 9: reads.

    @Test
    void aReadKeepsBothBoundsButReturnsAtLeastOneEntry() {
        messages(log, "m", 30);
        int size = all(log).get(0).sizeBytes();
        assertThat(positions(await(log.readAfter(4, 3, ANY)).entries())).containsExactly(5L, 6L, 7L);
        assertThat(await(log.readAfter(0, 100, 3 * size)).entries()).hasSize(3);
        assertThat(positions(await(log.readAfter(10, 100, 1)).entries())).containsExactly(11L);
        assertThat(await(log.readAfter(30, 100, ANY)).entries()).isEmpty();
        assertThat(await(log.readAfter(30, 100, ANY)).last()).isEqualTo(30);
    }

    @Test
    void anEmptyRoomReadsEmpty() {
        assertThat(log.head()).isEqualTo(new Head(log.head().epoch(), 1, 0, 0, 0, 0, false));
        assertThat(await(log.readAfter(0, 10, ANY)).entries()).isEmpty();
        assertThat(await(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY))).isEqualTo(none());
        assertThat(await(log.history(Range.after(0), RoomLog.NOBODY, 10, ANY))).isEqualTo(none());
        assertThat(await(log.history(Range.around(7), RoomLog.NOBODY, 10, ANY))).isEqualTo(none());
        assertThat(await(log.state())).isEmpty();
    }

    private History none() {
        return new History(List.of(), log.head(), false, false, 0);
    }

    @Test
    void textComesBackExactlyAsItWasWritten() throws Exception {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        String text = "안녕 " + family + " \u05e9\u05dc\u05d5\u05dd e\u0301 \0 end";
        stored(log, message("a", text));
        assertThat(text(all(log).get(0))).isEqualTo(text);
        restart();
        assertThat(text(all(log).get(0))).isEqualTo(text);
        assertThat(await(log.append(message("a", text)))).isEqualTo(new Stored(at(1), true));
    }

    // MUST 10: trimming.

    @Test
    void aTrimHidesWhatIsBelowAndSaysWhereAReadBegan() throws Exception {
        messages(log, "m", 30);
        Digest last = all(log).get(29).chain();
        assertThat(await(log.trim(21)).first()).isEqualTo(21);
        trimmedTo21();
        assertThat(await(log.trim(20)).first()).as("backwards").isEqualTo(21);
        assertThat(await(log.trim(32)).first()).as("beyond the head").isEqualTo(21);
        stored(log, message("next", "text"));
        Entry next = await(log.readAfter(30, 1, ANY)).entries().get(0);
        assertThat(next.n()).isEqualTo(31);
        assertThat(next.m()).isEqualTo(31);
        assertThat(Chain.continues(last, next)).isTrue();
        restart();
        assertThat(log.head().first()).isEqualTo(21);
        assertThat(positions(all(log))).startsWith(21L).endsWith(31L);
    }

    private void trimmedTo21() {
        Page page = await(log.readAfter(5, 3, ANY));
        assertThat(page.after()).isEqualTo(20);
        assertThat(positions(page.entries())).containsExactly(21L, 22L, 23L);
        History before = await(log.history(Range.before(23), RoomLog.NOBODY, 10, ANY));
        assertThat(positions(before)).containsExactly(21L, 22L);
        assertThat(before.older()).isFalse();
        History below = await(log.history(Range.before(10), RoomLog.NOBODY, 10, ANY));
        assertThat(below.messages()).isEmpty();
        assertThat(below.older()).isFalse();
        assertThat(below.newer()).isTrue();
        assertThat(positions(await(log.history(Range.after(3), RoomLog.NOBODY, 2, ANY))))
                .containsExactly(21L, 22L);
        assertThat(positions(await(log.history(Range.around(3), RoomLog.NOBODY, 2, ANY))))
                .containsExactly(21L, 22L);
    }

    @Test
    void aRoomMayBeTrimmedToNothingAndGoOn() throws Exception {
        messages(log, "m", 5);
        assertThat(await(log.trim(6))).isEqualTo(new Head(log.head().epoch(), 6, 5, 5, 0, 0, false));
        assertThat(await(log.readAfter(0, 10, ANY)).after()).isEqualTo(5);
        assertThat(await(log.readAfter(0, 10, ANY)).entries()).isEmpty();
        assertThat(stored(log, message("next", "text"))).isEqualTo(6);
        restart();
        assertThat(positions(all(log))).containsExactly(6L);
    }

    // MUST 11: wake-ups.

    @Test
    void everyGrowthIsFollowedByAWakeUntilTheLogIsClosed() {
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        log.onGrowth(() -> seen.add(log.head().n()));
        stored(log, message("a", "one"));
        awaitWakeAt(1, seen);
        stored(log, message("b", "two"));
        awaitWakeAt(2, seen);
        log.close();
        log = await(store.open("hall", "Hall"));
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        log.onGrowth(() -> heard.add(log.head().n()));
        stored(log, message("c", "three"));
        awaitWakeAt(3, heard);
        assertThat(seen).isEmpty();
    }

    @Test
    void aListenerThatThrowsStopsNobody() {
        BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
        log.onGrowth(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        log.onGrowth(() -> seen.add(log.head().n()));
        stored(log, message("a", "one"));
        awaitWakeAt(1, seen);
        stored(log, message("b", "two"));
        awaitWakeAt(2, seen);
    }

    /** A wake-up may come after the receipt, and more than once. */
    private static void awaitWakeAt(long n, BlockingQueue<Long> seen) {
        Long head = 0L;
        while (head != null && head < n) {
            try {
                head = seen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(head).as("the head at the wake-up for " + n).isEqualTo(n);
    }
}
