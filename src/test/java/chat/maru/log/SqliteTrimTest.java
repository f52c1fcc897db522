package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trimming leaves in the tables. */
class SqliteTrimTest {
    private static final SqliteOptions OPTIONS = new SqliteOptions(true, 16 << 20, 0, 0);
    private static final IdHorizon SHORT =
            new IdHorizon(100, Duration.ofHours(24).toMillis());

    private static final String HALL = " WHERE r = (SELECT r FROM room WHERE key = 'hall')";

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
            comeRound(log);
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

    @Test
    void anIdIsKeptForSoManyNewerOnesHoweverLongThatTakes() throws Exception {
        try (SqliteLogStore store = new SqliteLogStore(folder, OPTIONS, clock, SHORT)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 10);
            await(log.trim(11));
            messages(log, "n", 99);
            clock.move(Duration.ofDays(365));
            await(log.trim(log.head().n()));
            comeRound(log);
            assertThat(duplicate(log, "m3")).isTrue();
        }
    }

    /** Each append lets the writer come round once more, and so delete another piece. */
    private static void comeRound(RoomLog log) {
        for (int i = 0; i < 10; i++) {
            messages(log, "round" + log.head().n() + "-", 1);
        }
    }

    private static boolean duplicate(RoomLog log, String id) {
        return ((Stored) await(log.append(message(id, "text of " + id)))).duplicate();
    }

    @Test
    void aLargeTrimIsFinishedByTheNextStart() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            messages(await(store.open("other", "Other")), "m", 10);
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 9_000);
            stored(log, react("bob", "r1", 8_499, "👍", true));
            stored(log, react("bob", "r2", 8_500, "👍", true));
            await(log.trim(8_500));
        }
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).hasSize(503);
            comeRound(log);
            assertThat(all(await(store.open("other", "Other")))).hasSize(10);
        }
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM body" + HALL))
                .isEqualTo(8_500);
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM mark" + HALL))
                .isEqualTo(8_500);
    }

    @Test
    void aTrimLetsTheStoreGrowNoFurther() throws Exception {
        long bytesMax = 400_000;
        try (SqliteLogStore store =
                new SqliteLogStore(folder, new SqliteOptions(true, 16 << 20, 0, bytesMax), clock, SHORT)) {
            RoomLog log = await(store.open("hall", "Hall"));
            for (String time : List.of("before", "after")) {
                int said = 0;
                while (await(log.append(message(time + said, "x".repeat(1_000)))) instanceof Stored) {
                    said++;
                }
                assertThat(said).as(time).isBetween(50, 400);
                await(log.trim(log.head().n() + 1));
                comeRound(log);
            }
        }
        assertThat(SqliteWorkings.number(folder, "PRAGMA page_count") * SqliteFile.PAGE_BYTES)
                .isLessThanOrEqualTo(bytesMax);
    }
}
