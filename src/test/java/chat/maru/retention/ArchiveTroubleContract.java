package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.log.RoomLog;
import chat.maru.support.PassingLog;
import chat.maru.support.PassingStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens to a room while it is archived, and what keeps it from being trimmed. For every engine. */
abstract class ArchiveTroubleContract extends ArchiveContract {
    /** Has {@code act} happen once, when a turn has just read the first entries. */
    private void meanwhile(Function<RoomLog, CompletionStage<?>> act) {
        AtomicBoolean isOver = new AtomicBoolean();
        store = new PassingStore(store, log -> new PassingLog(log) {
            @Override
            public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
                CompletionStage<Page> read = super.readAfter(n, entriesMax, bytesMax);
                return isOver.getAndSet(true)
                        ? read
                        : read.thenCompose(page -> act.apply(log).thenApply(done -> page));
            }
        });
    }

    private static CompletionStage<?> clearAndSay(RoomLog log, int count) {
        return log.clear()
                .thenCompose(cleared -> CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(i -> log.append(Draft.message("ann", "Ann", "after" + i, "afterwards", 0))
                                .toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)));
    }

    @Test
    void whatIsErasedWhileItIsArchivedIsErasedInTheArchive() throws Exception {
        hall.append(hall.message("a secret"));
        hall.say(400);
        meanwhile(log -> log.append(Draft.delete("ann", "Ann", "delete", 1, "", false)));
        archived(entries(300));
        assertThat(hall.head().first()).isEqualTo(102);
        assertThat(positions(lines(hall))).isEqualTo(run(1, 101));
        assertThat(String.join("", lines(hall))).doesNotContain("a secret");
    }

    @Test
    void aRoomThatIsClearedWhileItIsArchivedKeepsWhatIsSaidThen() throws Exception {
        for (boolean hasErased : List.of(false, true)) {
            RoomBook room = new RoomBook(store, "erased " + hasErased);
            room.say(400);
            if (hasErased) {
                room.append(Draft.delete("ann", "Ann", "delete", 1, "", false));
            }
            meanwhile(log -> clearAndSay(log, 150));
            archived(entries(300));
            assertThat(room.head().first()).as(room.key()).isEqualTo(1);
            assertThat(room.entries()).hasSize(150);
        }
    }

    @Test
    void aRoomThatIsClearedBetweenTwoReadsIsNotReadOn() throws Exception {
        hall.say(1_500);
        meanwhile(log -> clearAndSay(log, 1_500));
        archived(entries(100));
        assertThat(hall.head().first()).isEqualTo(1);
        assertThat(String.join("", lines(hall))).doesNotContain("afterwards");
    }

    @Test
    void aRoomThatTakesLongIsArchivedOverSeveralTurns() throws Exception {
        hall.say(4_500);
        try (Retention retention = retention(entries(100), Optional.of(new Archive(archive())))) {
            AtomicInteger asked = new AtomicInteger();
            retention.turn(() -> asked.getAndIncrement() > 1);
            assertThat(hall.head().first()).as("one piece").isEqualTo(4_001);
            retention.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(4_401);
        }
        assertThat(positions(lines(hall))).isEqualTo(run(1, 4_400));
    }

    @Test
    void aStoreThatDoesNotTrimIsToldOnceEachTime() throws Exception {
        AtomicBoolean trims = new AtomicBoolean();
        store = new PassingStore(store, log -> new PassingLog(log) {
            @Override
            public CompletionStage<Head> trim(long first) {
                return trims.get() ? super.trim(first) : CompletableFuture.completedStage(head());
            }
        });
        try (Retention retention = retention(entries(100), Optional.of(new Archive(archive())));
                Heard heard = Heard.from("chat.maru.retention")) {
            for (int time = 1; time <= 2; time++) {
                hall.say(400);
                trims.set(false);
                retention.turn(() -> false);
                retention.turn(() -> false);
                assertThat(heard.warnings()).hasSize(time);
                trims.set(true);
                retention.turn(() -> false);
                assertThat(hall.head().first()).isEqualTo(400L * time - 99);
            }
        }
        assertThat(positions(lines(hall))).isEqualTo(run(1, 700));
    }
}
