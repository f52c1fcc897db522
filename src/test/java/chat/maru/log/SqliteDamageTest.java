package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MUST 12 on SQLite: damage is found or harmless, never a wrong text, an empty room or a position with another entry.
 */
class SqliteDamageTest {
    private static final int FLIPS = Math.max(20, Integer.getInteger("maru.test.seeds", 1_000) / 8);
    private static final int CUTS = 15;
    private static final int ROOMS = 4;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void aRoomWhoseNewestEntriesAreMissingIsDamagedAndNotShorter() throws Exception {
        write();
        SqliteWorkings.change(folder, "DELETE FROM head WHERE r = 1 AND n > 50");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            assertThat(log.head().readOnly()).isTrue();
            assertThat(log.head().n()).isGreaterThan(50);
            assertThat(await(log.append(message("new", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
            assertThat(await(log.append(message("m0", "text of m0")))).isInstanceOf(Stored.class);
            Page page = await(log.readAfter(45, 100, ANY));
            assertThat(LogFixture.positions(page.entries())).containsExactly(46L, 47L, 48L, 49L, 50L);
            assertThat(page.damagedAt()).isEqualTo(51);
            stored(await(store.open("room1", "Room")), message("new", "another room goes on"));
        }
    }

    @Test
    void aRoomWhoseRowWasAlteredIsReadOnlyAndNeitherNewNorShorter() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(folder.resolve("maru.db"));
        for (String change : List.of("epoch = 'forged'", "first = 30", "n = 50", "m = 7", "states = 0", "at = 1")) {
            Files.write(folder.resolve("maru.db"), whole);
            SqliteWorkings.change(folder, "UPDATE room SET " + change + " WHERE r = 1");
            try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
                RoomLog log = await(store.open("room0", "Room"));
                assertThat(log.head().readOnly()).as(change).isTrue();
                assertThat(log.head().n()).as(change).isEqualTo(64);
                assertThat(await(log.readAfter(0, 100, ANY)).entries())
                        .as(change)
                        .hasSizeGreaterThan(30);
                assertThat(await(log.append(message("new", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
                stored(await(store.open("room1", "Room")), message("new", "another room goes on"));
            }
        }
    }

    @Test
    void aReadStopsBeforeADamagedEntryAndTheRoomStaysReadOnlyAfterARestart() throws Exception {
        write();
        SqliteWorkings.change(folder, "UPDATE body SET sealed = x'00' WHERE r = 1 AND n = 10");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            assertThat(log.head().readOnly()).as("nobody has read it yet").isFalse();
            Page page = await(log.readAfter(0, 100, ANY));
            assertThat(page.damagedAt()).isEqualTo(10);
            assertThat(page.last()).isEqualTo(9);
            assertThat(page.head().readOnly()).isTrue();
            assertThat(await(log.append(message("new", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
            assertThat(await(log.readAfter(10, 5, ANY)).entries())
                    .as("beyond the damage")
                    .hasSize(5);
            History messages = await(log.history(Range.before(14), RoomLog.NOBODY, 100, ANY));
            assertThat(LogFixture.positions(messages)).containsExactly(11L, 12L, 13L);
            assertThat(messages.damagedAt()).isEqualTo(10);
            assertThat(await(log.history(Range.before(10), RoomLog.NOBODY, 100, ANY))
                            .messages())
                    .hasSize(9);
        }
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            assertThat(await(store.open("room0", "Room")).head().readOnly()).isTrue();
        }
    }

    @Test
    void aLostBodyIsNotTakenForADeletedOne() throws Exception {
        write();
        SqliteWorkings.change(folder, "DELETE FROM body WHERE r = 1 AND n = 10");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            assertThat(await(await(store.open("room0", "Room")).readAfter(0, 100, ANY))
                            .damagedAt())
                    .isEqualTo(10);
        }
    }

    @Test
    void aLostOrExchangedKeyIsDamageOfItsBodiesOnly() throws Exception {
        write();
        SqliteWorkings.change(folder, "UPDATE body SET key = key + 1 WHERE r = 1 AND n = 10");
        SqliteWorkings.change(folder, "DELETE FROM keys WHERE k = (SELECT max(k) FROM keys)");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            assertThat(await(log.readAfter(0, 100, ANY)).damagedAt()).isEqualTo(10);
            assertThat(await(log.readAfter(10, 100, ANY)).entries()).hasSize(54);
            assertThat(await(store.open("room3", "Room")).head().readOnly()).isTrue();
        }
    }

    @Test
    void forgedStateIsNotReturned() throws Exception {
        write();
        SqliteWorkings.change(folder, "UPDATE state SET value = 'forged' WHERE r = 1");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            assertThat(Await.failure(log.state())).isInstanceOf(IOException.class);
            assertThat(log.head().readOnly()).isTrue();
        }
    }

    @Test
    void oneFlippedByteAnywhereIsFoundOrHarmless() throws Exception {
        long seed = 7;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<Entry>> written = write();
        byte[] whole = Files.readAllBytes(folder.resolve("maru.db"));
        assertThat(isFound(whole, written, "not flipped")).isFalse();
        int found = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 + random.nextInt(255));
            found += isFound(flipped, written, "byte " + at + " flipped") ? 1 : 0;
        }
        System.out.println("flips " + FLIPS + ", found " + found + ", harmless " + (FLIPS - found));
        assertThat(found).as("flips found").isGreaterThan(FLIPS / 10);
    }

    @Test
    void aFileCutShortIsFound() throws Exception {
        long seed = 8;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<Entry>> written = write();
        byte[] whole = Files.readAllBytes(folder.resolve("maru.db"));
        for (int i = 0; i < CUTS; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
            assertThat(isFound(cut, written, "cut to " + cut.length))
                    .as("cut to " + cut.length)
                    .isTrue();
        }
    }

    /** Some rooms with every kind of entry; what they hold. */
    private Map<String, List<Entry>> write() throws IOException {
        Map<String, List<Entry>> written = new HashMap<>();
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            for (int i = 0; i < ROOMS; i++) {
                RoomLog log = await(store.open("room" + i, "Room"));
                messages(log, "m", 60);
                stored(log, edit("e", 20, "edited text"));
                stored(log, delete("d", 21));
                stored(log, state("s", "topic", "tea"));
                stored(log, react("bob", "r", 20, "👍", true));
                written.put("room" + i, all(log));
            }
        }
        return written;
    }

    /**
     * Opens what {@code database} is, and checks that whatever it returns was written. Says whether damage was found.
     */
    private boolean isFound(byte[] database, Map<String, List<Entry>> written, String what) throws Exception {
        Files.deleteIfExists(folder.resolve("maru.db-wal"));
        Files.deleteIfExists(folder.resolve("maru.db-shm"));
        Files.write(folder.resolve("maru.db"), database);
        boolean found = false;
        try (SqliteLogStore store = SqliteWorkings.openWithoutTail(folder, clock)) {
            for (Map.Entry<String, List<Entry>> room : written.entrySet()) {
                found |= isFound(store, room.getKey(), room.getValue(), what);
            }
        } catch (IOException e) {
            // The store as a whole says that it is damaged.
            found = true;
        }
        return found;
    }

    private static boolean isFound(SqliteLogStore store, String room, List<Entry> written, String what)
            throws Exception {
        RoomLog log;
        try {
            log = store.open(room, "Room").toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as(what).isInstanceOf(IOException.class);
            return true;
        }
        Head head = log.head();
        if (!head.readOnly()) {
            assertThat(head.n()).as(what).isEqualTo(written.size());
            assertThat(head.first()).as(what).isEqualTo(1);
        }
        assertThat(head.n()).as(what).isPositive();
        List<Entry> read = new ArrayList<>();
        try {
            boolean damaged = readAll(log, Math.min(head.n(), written.size()), read, what) || head.readOnly();
            assertThat(written).as(what).containsAll(read);
            assertThat(damaged || read.size() == written.size()).as(what).isTrue();
            return isFoundInHistory(log, written, damaged, what);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as(what).isInstanceOf(IOException.class);
            return true;
        }
    }

    /** Reads up to {@code last} as a member would, past what is damaged. Says whether anything was. */
    private static boolean readAll(RoomLog log, long last, List<Entry> read, String what) throws Exception {
        boolean damaged = false;
        long n = 0;
        while (n < last) {
            Page page = log.readAfter(n, 25, ANY).toCompletableFuture().get(30, TimeUnit.SECONDS);
            read.addAll(page.entries());
            damaged |= page.damagedAt() != 0;
            n = page.damagedAt() == 0 ? page.last() : page.damagedAt();
            boolean stuck = page.entries().isEmpty() && page.damagedAt() == 0;
            assertThat(stuck && n < last).as(what).isFalse();
        }
        return damaged;
    }

    private static boolean isFoundInHistory(RoomLog log, List<Entry> written, boolean damaged, String what) {
        Head head = log.head();
        History history = await(log.history(Range.before(0), RoomLog.NOBODY, 100, ANY));
        history.messages().forEach(folded -> {
            assertThat(written).as(what).contains(folded.message());
            if (folded.edit() != null) {
                assertThat(written).as(what).contains(folded.edit());
                assertThat(folded.edit().of())
                        .as(what)
                        .isEqualTo(folded.message().n());
            }
        });
        if (!damaged && history.damagedAt() == 0) {
            assertThat(history.messages()).as(what).hasSize(60);
            Receipt receipt = await(log.append(message("new", "text")));
            assertThat(receipt)
                    .as(what)
                    .isIn(
                            new Stored(new Position(head.epoch(), written.size() + 1), false),
                            new Refused(Reason.READ_ONLY));
        }
        return damaged || history.damagedAt() != 0;
    }
}
