package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.failure;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link LogStore#backup} of a store on disk. */
class SqliteBackupTest {
    private static final int ROOMS = 4;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private Path source;
    private Path copy;

    @BeforeEach
    void makeFolders() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        copy = Files.createDirectory(folder.resolve("copy"));
    }

    @Test
    void aCopyMadeUnderLoadIsAPrefixOfEveryRoom() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(source, clock)) {
            List<RoomLog> rooms = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                rooms.add(await(store.open("room" + i, "Room")));
                messages(rooms.get(i), "m", 5_000);
                stored(rooms.get(i), state("s", "topic", "tea"));
            }
            AtomicBoolean ends = new AtomicBoolean();
            List<Long> micros = new CopyOnWriteArrayList<>();
            List<Thread> writers = new ArrayList<>();
            for (RoomLog room : rooms) {
                writers.add(new Thread(() -> {
                    for (int i = 0; !ends.get(); i++) {
                        long before = System.nanoTime();
                        stored(room, i % 50 == 49 ? delete("d" + i, i) : message("n" + i, "text".repeat(50)));
                        micros.add((System.nanoTime() - before) / 1_000);
                    }
                }));
            }
            writers.forEach(Thread::start);
            long before = System.nanoTime();
            long bytes = await(store.backup(copy.resolve("maru.db")));
            long millis = (System.nanoTime() - before) / 1_000_000;
            ends.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            System.out.println("a copy of " + bytes + " bytes took " + millis + " ms; " + micros.size()
                    + " appends meanwhile, longest "
                    + micros.stream().max(Long::compare).orElse(0L) + " µs");
            assertThat(Files.size(copy.resolve("maru.db"))).isEqualTo(bytes);
            assertPrefixes(rooms);
        }
    }

    private void assertPrefixes(List<RoomLog> rooms) throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(copy, clock)) {
            for (RoomLog room : rooms) {
                RoomLog copied = await(store.open(room.room(), "Room"));
                List<Entry> found = all(copied);
                assertThat(found.size()).isGreaterThan(5_000);
                List<Entry> whole = all(room);
                for (int i = 0; i < found.size(); i++) {
                    Entry now = whole.get(i);
                    // What was erased since is a tombstone by now.
                    Entry then = now.body() == null ? found.get(i).erased() : found.get(i);
                    assertThat(then).isEqualTo(now);
                }
                assertThat(await(copied.state())).isEqualTo(Map.of("topic", "tea"));
                stored(copied, message("on", "its own way"));
            }
        }
    }

    @Test
    void aCopyThatIsOpenedGivesEveryRoomAFreshEpochOnce() throws Exception {
        Set<String> epochs = new HashSet<>();
        try (SqliteLogStore store = SqliteWorkings.open(source, clock)) {
            for (String key : List.of("hall", "other", ".server")) {
                RoomLog log = await(store.open(key, "Room"));
                stored(log, message("a", "one"));
                epochs.add(log.head().epoch());
            }
            epochs.add(await(store.open("empty", "Empty")).head().epoch());
            await(store.backup(copy.resolve("maru.db")));
        }
        assertThat(epochs).hasSize(1);
        for (int start = 0; start < 2; start++) {
            try (SqliteLogStore store = SqliteWorkings.open(copy, clock)) {
                for (String key : List.of("hall", "other", ".server", "empty")) {
                    assertThat(epochs.add(await(store.open(key, "Room")).head().epoch()))
                            .as(key + " at start " + start)
                            .isEqualTo(start == 0);
                }
            }
        }
        try (SqliteLogStore store = SqliteWorkings.open(source, clock)) {
            assertThat(epochs.add(await(store.open("hall", "Room")).head().epoch()))
                    .as("the source keeps its own")
                    .isFalse();
        }
    }

    @Test
    void whatIsErasedIsNotInTheCopy() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(source, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 2_000);
            stored(log, Draft.moderation("mod", "Mod", "h", "", Map.of(), "ann"));
            await(store.backup(copy.resolve("maru.db")));
        }
        assertThat(SqliteWorkings.number(copy, "SELECT count(*) FROM body")).isEqualTo(1);
        try (SqliteLogStore store = SqliteWorkings.open(copy, clock)) {
            assertThat(all(await(store.open("hall", "Hall"))))
                    .filteredOn(entry -> entry.body() != null)
                    .hasSize(1);
        }
    }

    @Test
    void aFileThatIsThereIsNotOverwrittenAndOneCopyIsMadeAtATime() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(source, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 20_000);
            Path target = copy.resolve("maru.db");
            CompletionStage<Long> first = store.backup(target);
            CompletionStage<Long> second = store.backup(copy.resolve("second"));
            messages(log, "n", 100);
            await(first);
            assertThat(failure(second)).isInstanceOf(IOException.class).hasMessageContaining("BUSY");
            assertThat(failure(store.backup(target))).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(failure(store.backup(folder.resolve("nowhere").resolve("x"))))
                    .isInstanceOf(IOException.class);
            stored(log, message("after", "text"));
        }
        try (var files = Files.list(copy)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("maru")))
                    .containsExactly("maru.db");
        }
    }

    @Test
    void memoryCannotBeBackedUp() {
        try (LogStore store = new MemoryLogStore(10, 1 << 20, clock)) {
            assertThat(failure(store.backup(copy.resolve("maru.db")))).hasMessageContaining("memory");
        }
    }
}
