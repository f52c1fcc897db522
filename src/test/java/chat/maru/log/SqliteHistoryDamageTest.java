package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MUST 12 on SQLite for history: what is damaged is neither shown nor left out in silence. */
class SqliteHistoryDamageTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    /** 60 messages, and at 61 an edit of the twentieth. */
    private void write() throws Exception {
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            messages(log, "m", 60);
            stored(log, edit("e", 20, "edited text"));
        }
    }

    @Test
    void aMessageThatLostItsKindIsMissedByHistory() throws Exception {
        write();
        SqliteWorkings.change(folder, "UPDATE head SET kind = 'massage' WHERE r = 1 AND n = 10");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            History page =
                    await(await(store.open("room0", "Room")).history(Range.before(14), RoomLog.NOBODY, 100, ANY));
            assertThat(LogFixture.positions(page)).containsExactly(11L, 12L, 13L);
            assertThat(page.damagedAt()).isEqualTo(10);
        }
    }

    @Test
    void aMessageWhoseEditIsDamagedIsNotShownWithItsOldText() throws Exception {
        write();
        SqliteWorkings.change(folder, "UPDATE body SET sealed = x'00' WHERE r = 1 AND n = 61");
        try (SqliteLogStore store = SqliteWorkings.open(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            History before = await(log.history(Range.before(23), RoomLog.NOBODY, 100, ANY));
            assertThat(LogFixture.positions(before)).containsExactly(21L, 22L);
            assertThat(before.damagedAt()).isEqualTo(61);
            assertThat(before.older()).isTrue();
            assertThat(before.head().readOnly()).isTrue();
            History after = await(log.history(Range.after(17), RoomLog.NOBODY, 100, ANY));
            assertThat(LogFixture.positions(after)).containsExactly(18L, 19L);
            assertThat(after.newer()).isTrue();
            History around = await(log.history(Range.around(19), RoomLog.NOBODY, 100, ANY));
            assertThat(LogFixture.positions(around)).containsExactly(19L);
            assertThat(around.damagedAt()).isEqualTo(61);
        }
    }

    @Test
    void aRoomWhoseRowIsAlteredUnderItsReadersStopsAndReadsOnAsItWas() throws Exception {
        write();
        try (SqliteLogStore store = SqliteWorkings.openWithoutTail(folder, clock)) {
            RoomLog log = await(store.open("room0", "Room"));
            SqliteWorkings.change(folder, "UPDATE room SET n = 50 WHERE r = 1");
            History first = await(log.history(Range.before(0), RoomLog.NOBODY, 3, ANY));
            assertThat(first.messages()).isEmpty();
            assertThat(first.damagedAt()).isPositive();
            assertThat(log.head().readOnly()).isTrue();
            History next = await(log.history(Range.before(0), RoomLog.NOBODY, 3, ANY));
            assertThat(LogFixture.positions(next)).containsExactly(58L, 59L, 60L);
            assertThat(await(log.markRead("ann", 60))).as("nothing is written").isZero();
        }
    }
}
