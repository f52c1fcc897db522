package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trimming and erasing leave in the files. */
class SqliteTrimTest {
    private static final SqliteOptions OPTIONS = new SqliteOptions(true, 16 << 20, 0, 0);
    private static final IdHorizon SHORT =
            new IdHorizon(100, Duration.ofHours(24).toMillis());

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void anIdIsForgottenOnlyWhenBothSpansHavePassed() throws Exception {
        try (SqliteLogStore store = new SqliteLogStore(folder, OPTIONS, clock, SHORT)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 10);
            await(log.trim(11));
            messages(log, "n", 100);
            clock.move(Duration.ofHours(23));
            await(log.trim(log.head().n()));
            assertThat(duplicate(log, "m3")).as("100 ids but 23 hours later").isTrue();
            clock.move(Duration.ofHours(2));
            await(log.trim(log.head().n() + 1));
        }
        try (SqliteLogStore store = new SqliteLogStore(folder, OPTIONS, clock, SHORT)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(duplicate(log, "n50")).as("trimmed two hours ago").isTrue();
            assertThat(duplicate(log, "m9")).as("the one below what was held").isTrue();
        }
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM head")).isEqualTo(10);
        assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM body")).isZero();
    }

    private static boolean duplicate(RoomLog log, String id) {
        return ((Stored) await(log.append(message(id, "text of " + id)))).duplicate();
    }

    @Test
    void aLargeTrimIsFinishedByTheNextStart() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 9_000);
            await(log.trim(8_500));
        }
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).hasSize(501);
            // Each append lets the writer come round once more.
            for (int i = 0; i < 10; i++) {
                stored(log, message("n" + i, "text"));
            }
        }
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM body")).isEqualTo(8_500);
    }

    @Test
    void erasedTextIsNowhereInTheFiles() throws Exception {
        long seed = 20261122;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> erased = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            List<RoomLog> rooms = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rooms.add(await(store.open("room" + i, "Room")));
            }
            for (int i = 0; i < 900; i++) {
                RoomLog room = rooms.get(random.nextInt(rooms.size()));
                String secret = "secret" + i + "-" + Long.toHexString(random.nextLong());
                String padding = "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 9_000 : 300));
                long n = stored(room, message("m" + i, secret + padding + secret));
                if (random.nextInt(3) == 0) {
                    stored(room, delete("d" + i, n));
                    erased.add(secret);
                } else {
                    kept.add(secret);
                }
            }
        }
        String files = files();
        assertThat(kept).allMatch(files::contains);
        assertThat(erased).hasSizeGreaterThan(200).noneMatch(files::contains);
    }

    @Test
    void theWriteAheadLogIsEmptiedSoonAfterAnErasure() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            long n = stored(log, message("a", "the-secret-text"));
            assertThat(files()).contains("the-secret-text");
            stored(log, delete("b", n));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (files().contains("the-secret-text")) {
                assertThat(System.nanoTime()).as("time").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
