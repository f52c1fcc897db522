package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.Receipt.Stored;
import chat.maru.support.PassingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A contract that passes everything proves nothing: here it meets engines that break it, and must fail. */
class BrokenLogTest {
    @Test
    void aLogThatKeepsTheContractPasses() throws Exception {
        run(UnaryOperator.identity(), RoomLogContract::positionsAreOneTwoThree);
        run(UnaryOperator.identity(), RoomLogContract::appendsOfOneCallerKeepTheirOrder);
        run(UnaryOperator.identity(), RoomLogContract::aRetryIsAnsweredWithTheFirstPosition);
    }

    @Test
    void aLogThatDropsAnEntryFails() {
        fails(
                pages(entries -> entries.subList(0, Math.max(0, entries.size() - 1))),
                RoomLogContract::positionsAreOneTwoThree);
        fails(
                pages(entries -> entries.subList(Math.min(1, entries.size()), entries.size())),
                RoomLogContract::positionsAreOneTwoThree);
    }

    @Test
    void aLogThatDoublesAnEntryFails() {
        fails(
                pages(entries -> entries.stream()
                        .flatMap(entry -> java.util.stream.Stream.of(entry, entry))
                        .toList()),
                RoomLogContract::positionsAreOneTwoThree);
    }

    @Test
    void aLogThatSwapsTwoEntriesFails() {
        fails(
                pages(entries -> {
                    List<Entry> swapped = new ArrayList<>(entries);
                    if (swapped.size() > 1) {
                        swapped.add(swapped.remove(0));
                    }
                    return swapped;
                }),
                RoomLogContract::appendsOfOneCallerKeepTheirOrder);
    }

    @Test
    void aLogThatAltersATextFails() {
        fails(
                pages(entries -> entries.stream()
                        .map(entry -> new Entry(
                                entry.n(),
                                entry.kind(),
                                entry.author(),
                                entry.id(),
                                entry.atMillis(),
                                entry.of(),
                                entry.m(),
                                entry.bodyHash(),
                                entry.chain(),
                                new Body("Ann", "altered", 1)))
                        .toList()),
                RoomLogContract::positionsAreOneTwoThree);
    }

    @Test
    void aLogThatUsesAPositionTwiceFails() {
        fails(
                log -> new PassingLog(log) {
                    @Override
                    public CompletionStage<Receipt> append(Draft draft) {
                        return super.append(draft)
                                .thenApply(receipt -> receipt instanceof Stored stored
                                        ? new Stored(
                                                new Position(stored.position().epoch(), 1), stored.duplicate())
                                        : receipt);
                    }
                },
                RoomLogContract::positionsAreOneTwoThree);
    }

    @Test
    void aLogThatStoresARetryAgainFails() {
        fails(
                log -> new PassingLog(log) {
                    private int calls;

                    @Override
                    public CompletionStage<Receipt> append(Draft draft) {
                        return super.append(new Draft(
                                draft.kind(),
                                draft.author(),
                                draft.name(),
                                draft.id() + ++calls,
                                draft.of(),
                                draft.own(),
                                draft.content(),
                                draft.state(),
                                draft.hides()));
                    }
                },
                RoomLogContract::aRetryIsAnsweredWithTheFirstPosition);
    }

    @Test
    void aLogThatAcknowledgesWithoutStoringFails() {
        fails(
                log -> new PassingLog(log) {
                    @Override
                    public CompletionStage<Receipt> append(Draft draft) {
                        return CompletableFuture.completedStage(
                                new Stored(new Position(head().epoch(), head().n() + 1), false));
                    }
                },
                RoomLogContract::anEntryIsReadableWhenItsListenersWakeAndWhenItCompletes);
    }

    @Test
    void aLogThatWakesNobodyFails() {
        fails(
                log -> new PassingLog(log) {
                    @Override
                    public void onGrowth(Runnable wake) {}
                },
                RoomLogContract::everyGrowthIsFollowedByAWakeUntilTheLogIsClosed);
    }

    private static UnaryOperator<RoomLog> pages(UnaryOperator<List<Entry>> change) {
        return log -> new PassingLog(log) {
            @Override
            public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
                return super.readAfter(n, entriesMax, bytesMax)
                        .thenApply(page -> new Page(page.after(), change.apply(page.entries()), page.head(), 0));
            }
        };
    }

    private static void fails(UnaryOperator<RoomLog> breaking, Check check) {
        assertThatThrownBy(() -> run(breaking, check)).isInstanceOf(AssertionError.class);
    }

    private static void run(UnaryOperator<RoomLog> breaking, Check check) throws Exception {
        MemoryLogStoreTest contract = new MemoryLogStoreTest();
        contract.open();
        try {
            contract.log = breaking.apply(contract.log);
            check.run(contract);
        } finally {
            contract.close();
        }
        assertThat(contract.store.trouble()).isPresent();
    }

    private interface Check {
        void run(RoomLogContract contract) throws Exception;
    }
}
