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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trimming leaves in the tables. */
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
            stored(log, react("bob", "r1", 8_499, "👍", true));
            stored(log, react("bob", "r2", 8_500, "👍", true));
            await(log.trim(8_500));
        }
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).hasSize(503);
            // Each append lets the writer come round once more.
            for (int i = 0; i < 10; i++) {
                stored(log, message("n" + i, "text"));
            }
        }
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM body")).isEqualTo(8_500);
        assertThat(SqliteWorkings.number(folder, "SELECT min(n) FROM mark")).isEqualTo(8_500);
    }
}
