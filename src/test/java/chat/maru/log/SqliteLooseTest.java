package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clearing, hiding and restores that came to nothing leave in the tables and in the files. */
class SqliteLooseTest {
    private static final List<String> TABLES =
            List.of("body", "head", "mark", "state", "read_mark", "trimmed", "loose");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void aClearedRoomIsSweptSoonAndItsKeysAreNowhere() throws Exception {
        List<String> keys;
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = filled(store, 5_000);
            RoomLog other = await(store.open("other", "Other"));
            stored(other, message("a", "one"));
            keys = keys();
            assertThat(keys).hasSizeGreaterThan(5_000);
            assertThat(holds(keys)).isTrue();
            long before = System.nanoTime();
            await(log.clear());
            System.out.println("clearing took " + (System.nanoTime() - before) / 1_000 + " µs");
            long longest = 0;
            for (int i = 0; loose() > 0; i++) {
                assertThat(i).as("appends before all is swept").isLessThan(10_000);
                before = System.nanoTime();
                stored(other, message("m" + i, "text"));
                longest = Math.max(longest, System.nanoTime() - before);
            }
            System.out.println("longest append while it was swept: " + longest / 1_000 + " µs");
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (holds(keys)) {
                assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            }
            stored(log, message("m0", "anew"));
        }
        for (String table : List.of("mark", "state", "read_mark", "trimmed", "loose")) {
            assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM " + table))
                    .as(table)
                    .isZero();
        }
        assertThat(holds(keys)).isFalse();
    }

    private RoomLog filled(SqliteLogStore store, int count) {
        RoomLog log = await(store.open("hall", "Hall"));
        messages(log, "m", count);
        for (int i = 0; i < 20; i++) {
            stored(log, react("bob", "r" + i, 1 + i, "👍", true));
            stored(log, state("s" + i, "key" + i, "value"));
            await(log.markRead("reader" + i, 5));
        }
        await(log.trim(10));
        return log;
    }

    private long loose() throws Exception {
        return SqliteWorkings.number(folder, "SELECT count(*) FROM loose");
    }

    /** The keys of all bodies of the room, but that of the other room, as text of one byte each. */
    private List<String> keys() throws Exception {
        List<String> keys = new ArrayList<>();
        try (Connection connection = new SqliteFile(folder).openToRead();
                var statement = connection.prepareStatement("SELECT hex(" + SqliteSchema.KEY + ") FROM body b"
                        + SqliteSchema.KEYS + " WHERE b.r = (SELECT r FROM room WHERE key = 'hall')");
                var row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(new String(HexFormat.of().parseHex(row.getString(1)), StandardCharsets.ISO_8859_1));
            }
        }
        return keys;
    }

    /** Whether a file holds one of some keys, taken from all over. */
    private boolean holds(List<String> keys) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        String text = all.toString();
        for (int i = 0; i < keys.size(); i += 97) {
            if (text.contains(keys.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatARestartInterruptsIsSweptByTheNext() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            await(filled(store, 9_000).clear());
        }
        assertThat(loose()).isEqualTo(1);
        sweptByTheNextStart();
    }

    @Test
    void aRestoreThatACrashCutsOffIsSweptByTheNextStart() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = filled(store, 3_000);
            List<Entry> entries = all(log);
            await(log.clear());
            RoomLog to = await(store.open("to", "To"));
            Restore restore = to.restore();
            await(restore.add(entries));
        }
        assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM head")).isGreaterThan(2_000);
        sweptByTheNextStart();
    }

    private void sweptByTheNextStart() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (loose() > 0) {
                assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            }
            assertThat(store.roomCount()).isZero();
            assertThat(await(store.open("hall", "Hall")).head().readOnly()).isFalse();
        }
        for (String table : TABLES) {
            assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM " + table))
                    .as(table)
                    .isZero();
        }
    }

    /** What no room owns and nobody noted is damage, and not for us to delete. */
    @Test
    void rowsWithoutARoomThatAreNotNotedAreKept() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            messages(await(store.open("hall", "Hall")), "m", 10);
        }
        SqliteWorkings.change(folder, "DELETE FROM room");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            messages(await(store.open("other", "Other")), "m", 10);
        }
        assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM body")).isEqualTo(20);
    }

    @Test
    void hidingAnAuthorOfTenThousandMessagesIsOneCommit() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 10_000);
            long commits = store.commits();
            long before = System.nanoTime();
            stored(log, Draft.moderation("mod", "Mod", "h", "", Map.of(), "ann"));
            System.out.println("hiding 10,000 messages took " + (System.nanoTime() - before) / 1_000_000 + " ms");
            assertThat(store.commits()).isEqualTo(commits + 1);
            assertThat(log.head().erasures()).isEqualTo(10_000);
        }
        assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM body")).isEqualTo(1);
    }
}
