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
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** MUST 1 to 6 of {@link RoomLog}: order, durability, ids, refusals, and what each entry says. */
abstract class AppendContract extends LogContract {
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
        CompletableFuture<Page> seenAtWake = new CompletableFuture<>();
        log.onGrowth(() -> log.readAfter(0, 10, ANY).thenAccept(seenAtWake::complete));
        await(log.append(message("a", "one")).thenAccept(receipt -> {
            assertThat(log.head().n()).isEqualTo(1);
            assertThat(await(log.readAfter(0, 10, ANY)).entries()).hasSize(1);
        }));
        assertThat(await(seenAtWake).entries()).extracting(LogFixture::text).containsExactly("one");
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
        assertThat(await(log.append(Draft.message("ann", "Annie", "a", "one", 0))))
                .isEqualTo(new Stored(at(1), true));
    }

    @Test
    void anotherAuthorMayUseTheSameId() {
        stored(log, message("a", "one"));
        assertThat(stored(log, Draft.message("bob", "Bob", "a", "one", 0))).isEqualTo(2);
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
        Draft refused = new Draft(Kind.STATE, "ann", "Ann", "b", 99, false, "", Map.of("topic", "x"), "");
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
}
