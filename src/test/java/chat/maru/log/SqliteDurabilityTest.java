package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.LogStore.Durability;
import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite must do beyond the contract: flush, batch, lock, and stop when it no longer knows. */
class SqliteDurabilityTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void theWriterFlushesEveryCommit() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            assertThat(store.writerPragma("synchronous")).isEqualTo("2");
            assertThat(store.writerPragma("journal_mode")).isEqualTo("wal");
            assertThat(store.writerPragma("wal_autocheckpoint")).isEqualTo("0");
            assertThat(store.writerPragma("secure_delete")).isEqualTo("1");
            assertThat(store.durability()).isEqualTo(Durability.DISK);
        }
    }

    @Test
    void aStoreThatDoesNotFlushSaysSo() throws Exception {
        try (SqliteLogStore store = new SqliteLogStore(folder, new SqliteOptions(false, 1 << 20, 0, 0), clock)) {
            assertThat(store.writerPragma("synchronous")).isEqualTo("0");
            assertThat(store.durability()).isEqualTo(Durability.OS);
        }
    }

    @Test
    void whatWaitsSharesOneCommitWhateverTheRooms() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            List<RoomLog> rooms = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                rooms.add(await(store.open("room" + i, "Room")));
            }
            CountDownLatch full = new CountDownLatch(1);
            RoomLog gate = await(store.open("gate", "Gate"));
            gate.onGrowth(() -> awaitLatch(full));
            List<CompletionStage<Receipt>> receipts = new ArrayList<>(List.of(gate.append(message("a", "one"))));
            // The writer waits in the listener, so all of these are one batch, or two if it had not come that far.
            for (int i = 0; i < 1_000; i++) {
                receipts.add(rooms.get(i % 10).append(message("m" + i, "text")));
            }
            long before = store.commits();
            full.countDown();
            receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
            assertThat(store.commits() - before).isLessThanOrEqualTo(2);
            rooms.forEach(room -> assertThat(room.head().n()).isEqualTo(100));
        }
    }

    @Test
    void readMarksAndLookUpsShareTheCommitOfAppendsAndCostNoneAlone() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            CountDownLatch full = new CountDownLatch(1);
            RoomLog gate = await(store.open("gate", "Gate"));
            gate.onGrowth(() -> awaitLatch(full));
            List<CompletionStage<?>> answers = new ArrayList<>(List.of(gate.append(message("a", "one"))));
            for (int i = 0; i < 100; i++) {
                answers.add(log.append(message("m" + i, "text")));
                answers.add(log.markRead("author" + i, i));
                answers.add(log.find("ann", "m" + i));
            }
            long before = store.commits();
            full.countDown();
            answers.forEach(Await::await);
            assertThat(store.commits() - before).isLessThanOrEqualTo(2);
            long alone = store.commits();
            assertThat(await(log.markRead("author50", 50))).isEqualTo(50);
            assertThat(await(log.find("ann", "m50")))
                    .contains(new Position(log.head().epoch(), 51));
            assertThat(store.commits()).isEqualTo(alone);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRetryAloneCommitsNothing() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            stored(log, message("a", "one"));
            long before = store.commits();
            await(log.append(message("a", "one")));
            assertThat(store.commits()).isEqualTo(before);
        }
    }

    @Test
    void aFullQueueRefusesAndGoesOnLater() throws Exception {
        try (SqliteLogStore store = new SqliteLogStore(folder, new SqliteOptions(true, 10_000, 0, 0), clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            CountDownLatch full = new CountDownLatch(1);
            log.onGrowth(() -> awaitLatch(full));
            List<CompletionStage<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                receipts.add(log.append(message("m" + i, "text")));
            }
            full.countDown();
            List<Receipt> answers = receipts.stream().map(Await::await).toList();
            assertThat(answers).contains(new Refused(Reason.BUSY));
            long stored = answers.stream().filter(Stored.class::isInstance).count();
            assertThat(log.head().n()).isEqualTo(stored);
            assertThat(stored(log, message("next", "text"))).isEqualTo(stored + 1);
        }
    }

    @Test
    void aSecondStoreOnTheSameDirectoryIsRefusedInPlainWords() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            assertThatThrownBy(() -> SqliteWorkings.open(folder, clock))
                    .isInstanceOf(DirectoryInUse.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("Stop that one")
                    .hasMessageContaining("maru.data");
            stored(await(store.open("hall", "Hall")), message("a", "the first one goes on"));
        }
        SqliteWorkings.open(folder, clock).close();
    }

    @Test
    void nothingIsLeftOverAfterClose() throws Exception {
        SqliteLogStore store = SqliteWorkings.open(folder, clock);
        messages(await(store.open("hall", "Hall")), "m", 100);
        store.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("maru.db", "maru.lock", "native");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("maru-log"));
    }

    /** A deferred constraint is the one thing that lets a commit itself fail without a broken disk. */
    @Test
    void afterAFailedCommitTheOutcomeIsUnknownAndTheWriterStops() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 3);
            SqliteWorkings.change(
                    folder,
                    "CREATE TABLE none (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE broken (id REFERENCES none (id) DEFERRABLE INITIALLY DEFERRED)",
                    "CREATE TRIGGER break AFTER INSERT ON body BEGIN INSERT INTO broken VALUES (1); END");
            store.writerPragma("foreign_keys=ON");
            long commits = store.commits();
            assertThat(await(log.append(message("a", "one")))).isEqualTo(new Refused(Reason.UNKNOWN));
            assertThat(await(log.append(message("b", "two")))).isEqualTo(new Refused(Reason.STOPPED));
            assertThat(store.trouble()).get().asString().contains("restart");
            assertThat(store.commits()).isEqualTo(commits);
            assertThat(all(log)).hasSize(3);
        }
        SqliteWorkings.change(folder, "DROP TRIGGER break", "DROP TABLE broken", "DROP TABLE none");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).hasSize(3);
            assertThat(stored(log, message("a", "one"))).isEqualTo(4);
        }
    }

    /** A trigger stands in for what SQLite reports when it comes upon a broken page of one room. */
    @Test
    void aFaultInOneRoomMakesOnlyThatRoomReadOnly() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog bad = await(store.open("bad", "Bad"));
            RoomLog good = await(store.open("good", "Good"));
            messages(bad, "m", 3);
            messages(good, "m", 3);
            SqliteWorkings.change(
                    folder,
                    "CREATE TRIGGER break BEFORE INSERT ON head WHEN NEW.r = 1 BEGIN SELECT RAISE(ABORT, 'bad'); END");
            List<CompletionStage<Receipt>> toBad = new ArrayList<>();
            List<CompletionStage<Receipt>> toGood = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                toBad.add(bad.append(message("n" + i, "text")));
                toGood.add(good.append(message("n" + i, "text")));
            }
            toBad.forEach(receipt -> assertThat(await(receipt)).isEqualTo(new Refused(Reason.READ_ONLY)));
            toGood.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
            assertThat(bad.head().readOnly()).isTrue();
            assertThat(bad.head().n()).isEqualTo(3);
            assertThat(all(good)).hasSize(53);
            assertThat(store.trouble()).isEmpty();
            assertThat(await(bad.append(message("m0", "text of m0"))))
                    .as("a retry")
                    .isInstanceOf(Stored.class);
        }
    }
}
