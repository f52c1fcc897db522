package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            History history = await(log.history(Range.before(3), 10, ANY));
            assertThat(texts(history)).containsExactly("text of m0", "edited");
            assertThat(history.messages().get(1).reactions()).isEqualTo(Map.of("👍", 1));
        }
        assertThat(SqliteWorkings.number(folder, "PRAGMA user_version")).isEqualTo(2);
        SqliteWorkings.open(folder, clock).close();
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

    /** A database as version 1 made it: the tables of today without those that came later. */
    private List<Entry> version1() throws Exception {
        List<Entry> written;
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 20);
            stored(log, edit("e", 2, "edited"));
            stored(log, message("last", "text"));
            written = all(log);
        }
        SqliteWorkings.change(folder, "DROP TABLE mark", "DROP TABLE read_mark", "PRAGMA user_version=1");
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
