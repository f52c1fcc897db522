package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.failure;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link RoomLog}, a group of tests for each MUST. An engine's test extends this class and says how its
 * stores are made. Here: MUST 13 and 14 and the store; 1 to 6 stand in {@link AppendContract}, 7 to 11 in
 * {@link ReadContract}, 16 in {@link HistoryContract}, 15 and 17 in {@link MarkContract}, 18 and 19 in
 * {@link ModerationContract}; 12, damage, needs an engine's own means: see {@code SqliteDamageTest}.
 */
abstract class RoomLogContract extends RestoreContract {
    // MUST 13: a full store.

    @Test
    void aFullStoreRefusesAndReadsOnAndRecoversWhenThereIsRoom() throws Exception {
        replaceStoreByTiny();
        // Where there are several servers, on that of the hall.
        RoomLog other = await(store.open("attic", "Attic"));
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
        // One of several servers may still have to be asked.
        Await.until("no trouble", () -> store.trouble().isEmpty());
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
}
