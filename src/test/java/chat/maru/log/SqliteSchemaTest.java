package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of other versions. */
class SqliteSchemaTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void aDatabaseOfVersion1IsTakenOverWithAllItHolds() throws Exception {
        List<Entry> before = version1();
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).isEqualTo(before);
            assertThat(await(log.read("ann"))).isZero();
            assertThat(await(log.markRead("ann", 4))).isEqualTo(4);
            stored(log, react("bob", "r", 2, "👍", true));
            History history = await(log.history(Range.before(3), RoomLog.NOBODY, 10, ANY));
            assertThat(texts(history)).containsExactly("text of m0", "edited");
            assertThat(history.messages().get(1).reactions()).containsOnlyKeys("👍");
        }
        assertThat(SqliteWorkings.number(folder, "PRAGMA user_version")).isEqualTo(3);
        SqliteWorkings.open(folder, clock).close();
        byte[] file = Files.readAllBytes(folder.resolve("maru.db"));
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .as("the bodies that lay open")
                .doesNotContain("text of");
    }

    @Test
    void aDatabaseOfVersion2IsTakenOverWithAllItHolds() throws Exception {
        List<Entry> before;
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 20);
            stored(log, react("bob", "r", 2, "👍", true));
            stored(log, react("ann", "s", 2, "👍", true));
            before = all(log);
        }
        SqliteWorkings.change(folder, "DROP INDEX head_reaction", "DROP TABLE loose", "PRAGMA user_version=2");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            assertThat(all(log)).isEqualTo(before);
            stored(log, Draft.moderation("mod", "Mod", "h", "", java.util.Map.of(), "bob"));
            History history = await(log.history(Range.before(3), RoomLog.NOBODY, 10, ANY));
            assertThat(LogFixture.counts(history.messages().get(1).reactions())).isEqualTo(java.util.Map.of("👍", 1));
            await(log.clear());
        }
        assertThat(SqliteWorkings.number(folder, "PRAGMA user_version")).isEqualTo(3);
    }

    @Test
    void aTakeoverThatFailsLeavesVersion1AsItWas() throws Exception {
        List<Entry> before = version1();
        SqliteWorkings.change(folder, "CREATE TABLE read_mark (in_the_way TEXT)");
        assertThatThrownBy(() -> SqliteWorkings.open(folder, clock)).isInstanceOf(IOException.class);
        assertThat(SqliteWorkings.number(folder, "PRAGMA user_version")).isEqualTo(1);
        assertThat(SqliteWorkings.number(folder, "SELECT count(*) FROM sqlite_schema WHERE name = 'mark'"))
                .isZero();
        SqliteWorkings.change(folder, "DROP TABLE read_mark");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            assertThat(all(await(store.open("hall", "Hall")))).isEqualTo(before);
        }
    }

    /** A database as version 1 made it, with what one of today holds. */
    private List<Entry> version1() throws Exception {
        Path today = folder.resolve("today");
        List<Entry> written;
        try (SqliteLogStore store = SqliteWorkings.open(today, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 20);
            stored(log, edit("e", 2, "edited"));
            stored(log, message("last", "text"));
            stored(log, delete("d", 5));
            written = all(log);
        }
        try (Connection old = new SqliteFile(folder).openToWrite(true)) {
            SqliteFile.execute(old, "ATTACH '" + today.resolve("maru.db") + "' AS today");
            for (String table : SqliteSchema.TABLES_1) {
                SqliteFile.execute(old, table);
            }
            SqliteFile.execute(old, SqliteSchema.BODY_1);
            for (String table : List.of("meta", "room", "head", "state", "trimmed")) {
                SqliteFile.execute(old, "INSERT INTO main." + table + " SELECT * FROM today." + table);
            }
            PreparedStatement put = old.prepareStatement("INSERT INTO main.body VALUES (1, ?, ?, ?, ?)");
            for (Entry entry : written) {
                Body body = entry.body();
                if (body != null) {
                    put.setLong(1, entry.n());
                    put.setLong(2, body.salt());
                    put.setString(3, body.name());
                    put.setString(4, body.content());
                    put.executeUpdate();
                }
            }
            SqliteFile.execute(old, "PRAGMA application_id=" + 0x4D617275);
            SqliteFile.execute(old, "PRAGMA user_version=1");
        }
        return written;
    }

    @Test
    void aDatabaseOfANewerMaruIsRefused() throws Exception {
        SqliteWorkings.open(folder, clock).close();
        SqliteWorkings.change(folder, "PRAGMA user_version=99");
        assertThatThrownBy(() -> SqliteWorkings.open(folder, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer Maru");
    }

    @Test
    void aDatabaseOfSomebodyElseIsRefused() throws Exception {
        SqliteWorkings.change(folder, "CREATE TABLE recipes (name TEXT)");
        assertThatThrownBy(() -> SqliteWorkings.open(folder, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a database of Maru");
    }
}
