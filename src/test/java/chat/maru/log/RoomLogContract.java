package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.failure;
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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link RoomLog}, one group of tests for each MUST. An engine's test extends this class and says how
 * its stores are made.
 */
abstract class RoomLogContract {
    final TestClock clock = new TestClock();
    LogStore store;
    RoomLog log;

    /** A store with nothing in it and room enough. */
    abstract LogStore fresh() throws Exception;

    /** Closes {@code store} and opens what it has left. An engine that leaves nothing is not {@link #durable}. */
    abstract LogStore restart(LogStore open) throws Exception;

    /** A store that holds a few dozen messages of 1,000 characters, but not a thousand. */
    abstract LogStore tiny() throws Exception;

    /** Whether rooms outlive their store. */
    abstract boolean durable();

    @BeforeEach
    void open() throws Exception {
        store = fresh();
        log = await(store.open("hall", "Hall"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() throws Exception {
        assumeThat(durable()).as("only what is durable can be restarted").isTrue();
        store = restart(store);
        log = await(store.open("hall", "HALL"));
    }

    private void replaceStoreByTiny() throws Exception {
        store.close();
        store = tiny();
        log = await(store.open("hall", "Hall"));
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason);
    }

    // MUST 1: dense positions, one order.

    @Test
    void positionsAreOneTwoThree() {
        assertThat(stored(log, message("a", "one"))).isEqualTo(1);
        assertThat(stored(log, message("b", "two"))).isEqualTo(2);
        assertThat(stored(log, edit("c", 1, "one!"))).isEqualTo(3);
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("one", "two", "one!");
    }

    @Test
    void positionsStayDenseWhenManyThreadsAppendToManyRooms() throws Exception {
        List<RoomLog> rooms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rooms.add(await(store.open("room" + i, "Room")));
        }
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String prefix = "t" + t + "-";
            threads.add(new Thread(() -> rooms.forEach(room -> messages(room, prefix, 50))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (RoomLog room : rooms) {
            assertThat(positions(all(room)))
                    .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        }
    }

    @Test
    void appendsOfOneCallerKeepTheirOrder() {
        messages(log, "m", 300);
        List<Entry> entries = all(log);
        for (int i = 0; i < 300; i++) {
            assertThat(entries.get(i).id()).isEqualTo("m" + i);
        }
    }

    // MUST 2: commit, then readable, then wake and complete.

    @Test
    void anEntryIsReadableWhenItsListenersWakeAndWhenItCompletes() {
        AtomicReference<Page> seenAtWake = new AtomicReference<>();
        log.onGrowth(() -> log.readAfter(0, 10, ANY).thenAccept(seenAtWake::set));
        await(log.append(message("a", "one")).thenAccept(receipt -> {
            assertThat(log.head().n()).isEqualTo(1);
            assertThat(await(log.readAfter(0, 10, ANY)).entries()).hasSize(1);
        }));
        assertThat(seenAtWake.get().entries()).extracting(LogFixture::text).containsExactly("one");
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
        messages(log, "m", 250);
        List<Entry> before = all(log);
        restart();
        assertThat(all(log)).isEqualTo(before);
        assertThat(log.name()).isEqualTo("Hall");
    }

    // MUST 3: an id is stored once.

    @Test
    void aRetryIsAnsweredWithTheFirstPosition() {
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        assertThat(await(log.append(message("a", "one")))).isEqualTo(new Stored(at(1), true));
        assertThat(log.head().n()).isEqualTo(2);
    }

    @Test
    void aRetryUnderAnotherNameIsTheSame() {
        stored(log, message("a", "one"));
        assertThat(await(log.append(Draft.message("ann", "Annie", "a", "one")))).isEqualTo(new Stored(at(1), true));
    }

    @Test
    void anotherAuthorMayUseTheSameId() {
        stored(log, message("a", "one"));
        assertThat(stored(log, Draft.message("bob", "Bob", "a", "one"))).isEqualTo(2);
    }

    @Test
    void aRetryThatArrivesWhileTheFirstIsCommittedJoinsIt() {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            receipts.add(log.append(message("id" + i / 4, "text " + i / 4)));
        }
        int firsts = 0;
        for (int i = 0; i < 400; i++) {
            Stored stored = (Stored) await(receipts.get(i));
            assertThat(stored.position()).isEqualTo(at(1 + i / 4));
            firsts += stored.duplicate() ? 0 : 1;
        }
        assertThat(firsts).isEqualTo(100);
        assertThat(log.head().n()).isEqualTo(100);
    }

    @Test
    void everyRetryAfterARestartIsADuplicate() throws Exception {
        messages(log, "m", 120);
        restart();
        for (int i = 0; i < 120; i++) {
            assertThat(await(log.append(message("m" + i, "text of m" + i)))).isEqualTo(new Stored(at(i + 1), true));
        }
    }

    @Test
    void aRetryIsKnownBeyondATrim() {
        messages(log, "m", 20);
        await(log.trim(15));
        assertThat(await(log.append(message("m3", "text of m3")))).isEqualTo(new Stored(at(4), true));
        assertThat(log.head().n()).isEqualTo(20);
    }

    @Test
    void aTrimmedIdIsKeptFor24HoursHoweverManyIdsFollow() {
        messages(log, "m", 10);
        await(log.trim(11));
        messages(log, "later", 1_500);
        clock.move(Duration.ofHours(23));
        await(log.trim(log.head().n()));
        messages(log, "last", 10);
        assertThat(await(log.append(message("m3", "text of m3")))).isEqualTo(new Stored(at(4), true));
    }

    @Test
    void aTrimmedIdIsKeptFor100000NewerIdsHoweverLong() {
        messages(log, "m", 10);
        await(log.trim(11));
        clock.move(Duration.ofDays(365));
        messages(log, "later", 1_500);
        await(log.trim(log.head().n()));
        messages(log, "last", 10);
        assertThat(await(log.append(message("m3", "text of m3")))).isEqualTo(new Stored(at(4), true));
    }

    @Test
    void theIdIsLookedUpBeforeTheTargetIsMissed() {
        stored(log, message("a", "one"));
        stored(log, edit("b", 1, "two"));
        await(log.trim(3));
        assertThat(await(log.append(edit("b", 1, "two")))).isEqualTo(new Stored(at(2), true));
        assertThat(await(log.append(edit("c", 1, "two")))).isEqualTo(refused(Reason.NO_TARGET));
    }

    // MUST 4: an id is for one command.

    @Test
    void theSameIdWithAnotherCommandIsRefused() {
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        stored(log, edit("c", 1, "one!"));
        assertThat(await(log.append(message("a", "other")))).isEqualTo(refused(Reason.ID_REUSED));
        assertThat(await(log.append(edit("a", 1, "one")))).isEqualTo(refused(Reason.ID_REUSED));
        assertThat(await(log.append(edit("c", 2, "one!")))).isEqualTo(refused(Reason.ID_REUSED));
        assertThat(log.head().n()).isEqualTo(3);
    }

    @Test
    void whereTheBodyIsErasedKindAndTargetDecide() {
        stored(log, message("a", "one"));
        stored(log, delete("b", 1));
        assertThat(await(log.append(message("a", "one")))).isEqualTo(new Stored(at(1), true));
        assertThat(await(log.append(message("a", "who knows")))).isEqualTo(new Stored(at(1), true));
        assertThat(await(log.append(delete("a", 1)))).isEqualTo(refused(Reason.ID_REUSED));
    }

    // MUST 5: a refusal leaves nothing behind.

    @Test
    void aRefusedDraftLeavesNothingBehind() {
        stored(log, message("a", "one"));
        Head before = log.head();
        Draft refused = new Draft(Kind.STATE, "ann", "Ann", "b", 99, "", Map.of("topic", "x"));
        assertThat(await(log.append(refused))).isEqualTo(refused(Reason.NO_TARGET));
        assertThat(log.head()).isEqualTo(before);
        assertThat(await(log.state())).isEmpty();
        assertThat(stored(log, message("b", "two"))).as("its id is free").isEqualTo(2);
    }

    @Test
    void aTargetBeyondTheHeadIsRefused() {
        assertThat(await(log.append(edit("a", 1, "x")))).isEqualTo(refused(Reason.NO_TARGET));
        stored(log, message("b", "one"));
        assertThat(await(log.append(edit("c", 2, "x")))).isEqualTo(refused(Reason.NO_TARGET));
    }

    // MUST 6: time, count and chain.

    @Test
    void timeNeverGoesBack() {
        stored(log, message("a", "one"));
        clock.move(Duration.ofHours(-1));
        stored(log, message("b", "two"));
        clock.move(Duration.ofHours(2));
        stored(log, message("c", "three"));
        List<Entry> entries = all(log);
        assertThat(entries.get(1).atMillis()).isEqualTo(entries.get(0).atMillis());
        assertThat(entries.get(2).atMillis()).isEqualTo(clock.millis());
    }

    @Test
    void timeNeverGoesBackOverARestart() throws Exception {
        stored(log, message("a", "one"));
        clock.move(Duration.ofHours(-1));
        restart();
        stored(log, message("b", "two"));
        List<Entry> entries = all(log);
        assertThat(entries.get(1).atMillis()).isEqualTo(entries.get(0).atMillis());
    }

    @Test
    void messagesAreCountedAndNothingElse() {
        stored(log, message("a", "one"));
        stored(log, edit("b", 1, "one!"));
        stored(log, message("c", "two"));
        stored(log, state("d", "topic", "tea"));
        assertThat(all(log)).extracting(Entry::m).containsExactly(1L, 1L, 2L, 2L);
        assertThat(log.head().m()).isEqualTo(2);
    }

    @Test
    void theChainRunsFromZeroThroughEveryEntryAndOverARestart() throws Exception {
        messages(log, "m", 10);
        assertThat(Chain.continues(Digest.ZERO, all(log).get(0))).isTrue();
        restart();
        messages(log, "later", 10);
        assertThat(all(log)).hasSize(20);
    }

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
        assertThat(await(log.messagesBefore(6, 10, ANY)).entries())
                .extracting(LogFixture::text)
                .containsExactly("(erased)", "other");
    }

    @Test
    void anErasureSurvivesARestart() throws Exception {
        stored(log, message("a", "secret"));
        stored(log, delete("b", 1));
        Head before = log.head();
        restart();
        assertThat(log.head()).isEqualTo(before);
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
    void messagesBeforeAPositionAreTheNewestMessagesOnly() {
        for (int i = 1; i <= 20; i++) {
            stored(log, i % 2 == 1 ? message("m" + i, "text " + i) : edit("m" + i, i - 1, "text " + i));
        }
        Page newest = await(log.messagesBefore(21, 3, ANY));
        assertThat(positions(newest.entries())).containsExactly(15L, 17L, 19L);
        assertThat(newest.after()).isEqualTo(14);
        assertThat(positions(await(log.messagesBefore(6, 100, ANY)).entries())).containsExactly(1L, 3L, 5L);
        assertThat(positions(await(log.messagesBefore(21, 100, 1)).entries())).containsExactly(19L);
        Page none = await(log.messagesBefore(1, 10, ANY));
        assertThat(none.entries()).isEmpty();
        assertThat(none.after()).isZero();
    }

    @Test
    void anEmptyRoomReadsEmpty() {
        assertThat(log.head()).isEqualTo(new Head(log.head().epoch(), 1, 0, 0, 0, false));
        assertThat(await(log.readAfter(0, 10, ANY)).entries()).isEmpty();
        assertThat(await(log.messagesBefore(1, 10, ANY)).entries()).isEmpty();
        assertThat(await(log.state())).isEmpty();
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
        Page messages = await(log.messagesBefore(23, 10, ANY));
        assertThat(positions(messages.entries())).containsExactly(21L, 22L);
        assertThat(messages.after()).isEqualTo(20);
        assertThat(await(log.messagesBefore(10, 10, ANY)).entries()).isEmpty();
        assertThat(await(log.messagesBefore(10, 10, ANY)).after()).isEqualTo(20);
    }

    @Test
    void aRoomMayBeTrimmedToNothingAndGoOn() throws Exception {
        messages(log, "m", 5);
        assertThat(await(log.trim(6))).isEqualTo(new Head(log.head().epoch(), 6, 5, 5, 0, false));
        assertThat(await(log.readAfter(0, 10, ANY)).after()).isEqualTo(5);
        assertThat(await(log.readAfter(0, 10, ANY)).entries()).isEmpty();
        assertThat(stored(log, message("next", "text"))).isEqualTo(6);
        restart();
        assertThat(positions(all(log))).containsExactly(6L);
    }

    // MUST 11: wake-ups.

    @Test
    void everyGrowthIsFollowedByAWakeUntilTheLogIsClosed() {
        AtomicInteger wakes = new AtomicInteger();
        List<Long> seen = new ArrayList<>();
        log.onGrowth(() -> {
            wakes.incrementAndGet();
            seen.add(log.head().n());
        });
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        assertThat(wakes.get()).isGreaterThanOrEqualTo(2);
        assertThat(seen).contains(1L, 2L);
        log.close();
        log = await(store.open("hall", "Hall"));
        int before = wakes.get();
        stored(log, message("c", "three"));
        assertThat(wakes.get()).isEqualTo(before);
    }

    @Test
    void aListenerThatThrowsStopsNobody() {
        AtomicInteger wakes = new AtomicInteger();
        log.onGrowth(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        log.onGrowth(wakes::incrementAndGet);
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        assertThat(wakes.get()).isGreaterThanOrEqualTo(2);
    }

    // MUST 13: a full store. (MUST 12, damage, needs an engine's own means: see its test.)

    @Test
    void aFullStoreRefusesAndReadsOnAndRecoversWhenThereIsRoom() throws Exception {
        replaceStoreByTiny();
        RoomLog other = await(store.open("other", "Other"));
        stored(other, message("first", "x".repeat(1_000)));
        int i = 0;
        Receipt receipt = await(log.append(message("m0", "x".repeat(1_000))));
        while (receipt instanceof Stored && log.head().first() == 1) {
            assertThat(++i).as("messages in a tiny store").isLessThan(1_000);
            receipt = await(log.append(message("m" + i, "x".repeat(1_000))));
        }
        Draft large = message("large", "x".repeat(5_000));
        assertThat(await(other.append(large))).isEqualTo(refused(Reason.STORE_FULL));
        assertThat(await(other.append(message("first", "x".repeat(1_000)))))
                .isEqualTo(new Stored(other.head().position(), true));
        assertThat(all(other)).hasSize(1);
        assertThat(all(log)).hasSizeGreaterThan(10);
        await(log.trim(log.head().n() + 1));
        assertThat(stored(other, large)).isEqualTo(2);
        assertThat(store.trouble()).isEmpty();
    }

    // MUST 14: the epoch.

    @Test
    void theEpochStaysAsLongAsPositionsKeepTheirMeaning() throws Exception {
        String epoch = log.head().epoch();
        stored(log, message("a", "one"));
        assertThat(log.head().epoch()).isEqualTo(epoch);
        log.close();
        log = await(store.open("hall", "Hall"));
        assertThat(log.head().position()).isEqualTo(new Position(epoch, 1));
        assertThat(await(store.open("empty", "Empty")).head().epoch()).isEqualTo(epoch);
        restart();
        assertThat(log.head().position()).isEqualTo(new Position(epoch, 1));
        assertThat(await(store.open("empty", "Empty")).head().epoch()).isEqualTo(epoch);
    }

    @Test
    void twoStoresDoNotShareAnEpoch() throws Exception {
        Set<String> epochs = new HashSet<>(Set.of(log.head().epoch()));
        store.close();
        store = fresh();
        epochs.add(await(store.open("hall", "Hall")).head().epoch());
        assertThat(epochs).hasSize(2);
        assertThat(epochs).allSatisfy(epoch -> assertThat(epoch).matches("[a-z2-7]{1,20}"));
    }

    // The store.

    @Test
    void aRoomThatIsClosedIsFoundAgainWithAllItsAppends() {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            receipts.add(log.append(message("m" + i, "text")));
        }
        log.close();
        log = await(store.open("hall", "Other spelling"));
        receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
        assertThat(log.head().n()).isEqualTo(500);
        assertThat(log.name()).isEqualTo("Hall");
        assertThat(stored(log, message("next", "text"))).isEqualTo(501);
    }

    @Test
    void aClosedStoreAnswersWhatWaitedAndRefusesTheRest() {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            receipts.add(log.append(message("m" + i, "text")));
        }
        store.close();
        receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
        assertThat(await(log.append(message("late", "text")))).isEqualTo(refused(Reason.STOPPED));
        assertThat(failure(log.readAfter(0, 10, ANY))).isInstanceOf(IOException.class);
        assertThat(failure(log.state())).isInstanceOf(IOException.class);
        assertThat(failure(store.open("hall", "Hall"))).isInstanceOf(IOException.class);
        assertThat(store.trouble()).isPresent();
    }

    private Position at(long n) {
        return new Position(log.head().epoch(), n);
    }
}
