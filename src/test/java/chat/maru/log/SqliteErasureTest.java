package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What erasing leaves in the files: no text, and of the keys that could open what SQLite has left of sealed bodies, not
 * one. A key is told by its first eight bytes.
 */
class SqliteErasureTest {
    private static final int ROOMS = 30;
    private static final int COMMANDS = 4_000;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final Set<Long> erased = new HashSet<>();
    private final List<TreeMap<Long, Long>> held = new ArrayList<>();

    @Test
    void whatWasDeletedOrTrimmedCannotBeReadFromTheFilesAndWhatIsHeldNeverMoved() throws Exception {
        long seed = 20261122;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (SqliteLogStore store = new SqliteLogStore(folder, new SqliteOptions(false, 16 << 20, 0, 0), clock)) {
            List<RoomLog> rooms = new ArrayList<>();
            for (int i = 0; i < ROOMS; i++) {
                rooms.add(await(store.open("room" + i, "Room")));
                held.add(new TreeMap<>());
            }
            try (Connection connection = new SqliteFile(folder).openToRead()) {
                for (int i = 0; i < COMMANDS; i++) {
                    int room = random.nextInt(ROOMS);
                    change(rooms.get(room), held.get(room), i, random, connection);
                }
            }
            // Each append lets the writer come round once more, until all that was trimmed is swept.
            messages(rooms.get(0), "last", 500);
            for (int i = 0; i < 200; i++) {
                stored(rooms.get(0), message("sweep" + i, "text"));
            }
        }
        Map<Long, Integer> found = longs();
        assertThat(erased).hasSizeGreaterThan(1_000).noneMatch(found::containsKey);
        held.forEach(keys -> keys.values()
                .forEach(key -> assertThat(found.get(key)).as("copies of a key").isEqualTo(1)));
        assertThat(files()).doesNotContain("secret");
    }

    private void change(RoomLog log, TreeMap<Long, Long> keys, int i, Random random, Connection connection)
            throws SQLException {
        int dice = keys.isEmpty() ? 0 : random.nextInt(100);
        if (dice < 60) {
            String padding = "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 9_000 : 400));
            long n = stored(log, message("m" + i, "secret" + padding));
            keys.put(n, key(connection, log, n));
        } else if (dice < 97) {
            List<Long> targets = List.copyOf(keys.keySet());
            long n = targets.get(random.nextInt(targets.size()));
            long edit = stored(log, edit("e" + i, n, "secret edit"));
            erased.add(key(connection, log, edit));
            stored(log, delete("d" + i, n));
            erased.add(keys.remove(n));
        } else if (dice == 97) {
            stored(log, Draft.moderation("mod", "Mod", "h" + i, "hide", Map.of(), "ann"));
            erased.addAll(keys.values());
            keys.clear();
        } else {
            long first = log.head().first();
            long to = first + random.nextInt((int) (log.head().n() - first + 1) / 2 + 1);
            await(log.trim(to));
            Map<Long, Long> trimmed = keys.headMap(to);
            erased.addAll(trimmed.values());
            trimmed.clear();
        }
    }

    @Test
    void theWriteAheadLogIsEmptiedSoonAfterAnErasure() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            long n = stored(log, message("a", "the-secret-text"));
            long key;
            try (Connection connection = new SqliteFile(folder).openToRead()) {
                key = key(connection, log, n);
            }
            assertThat(longs()).containsKey(key);
            stored(log, delete("b", n));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (longs().containsKey(key)) {
                assertThat(System.nanoTime()).as("time").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aDeletionLeavesNoMark() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 2);
            stored(log, react("bob", "a", 1, "👍", true));
            stored(log, react("bob", "b", 2, "👍", true));
            stored(log, delete("c", 1));
            stored(log, react("bob", "d", 1, "❤", true));
        }
        assertThat(SqliteWorkings.number(folder, "SELECT sum(n) FROM mark")).isEqualTo(2);
    }

    /** The first eight bytes of the key of a body. */
    private static long key(Connection connection, RoomLog log, long n) throws SQLException {
        String hex = SqliteFile.ask(
                connection,
                "SELECT hex(" + SqliteSchema.KEY + ") FROM room o JOIN body b ON b.r = o.r" + SqliteSchema.KEYS
                        + " WHERE o.key = '" + log.room() + "' AND b.n = " + n);
        return Long.parseUnsignedLong(hex.substring(0, 16), 16);
    }

    /** All that the files hold, eight bytes at a time, and how often. */
    private Map<Long, Integer> longs() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(files().getBytes(StandardCharsets.ISO_8859_1));
        Map<Long, Integer> found = new HashMap<>();
        for (int i = 0; i + Long.BYTES <= bytes.capacity(); i++) {
            found.merge(bytes.getLong(i), 1, Integer::sum);
        }
        return found;
    }

    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
