package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Guests come by the thousand, and what is kept of them does not grow with that. */
class GuestMarksTest {
    private static final int LATE = 1_500;

    @Test
    void aRoomKeepsTheMarksOfSoManyGuestsAndOfEverybodyElse() {
        try (LogStore store = new MemoryLogStore(100, 1 << 24, Clock.systemUTC())) {
            Rooms rooms = new Rooms(store, Runnable::run, OpenDoors.of(store));
            Room room = now(rooms.enter(RoomName.parse("hall").orElseThrow()));
            now(room.publish(Draft.message("ann", "Ann", "a", "one", 0)));
            now(room.publish(Draft.message("ann", "Ann", "b", "two", 0)));
            room.markRead("u:old", 1);
            rooms.tick(System.nanoTime());
            mark(room, "g:first", ReadMarks.GUESTS_MAX, 1);
            rooms.tick(System.nanoTime());
            assertThat(marked(room, "g:first", ReadMarks.GUESTS_MAX)).isEqualTo(ReadMarks.GUESTS_MAX);
            mark(room, "g:late", LATE, 2);
            rooms.tick(System.nanoTime());
            assertThat(marked(room, "g:late", LATE)).isEqualTo(LATE);
            assertThat(marked(room, "g:first", ReadMarks.GUESTS_MAX)).isEqualTo(ReadMarks.GUESTS_MAX - LATE);
            assertThat(now(room.log().read("u:old"))).isEqualTo(1);
        }
    }

    private static void mark(Room room, String prefix, int guests, long n) {
        for (int i = 0; i < guests; i++) {
            room.markRead(prefix + i, n);
        }
    }

    private static int marked(Room room, String prefix, int guests) {
        int marked = 0;
        for (int i = 0; i < guests; i++) {
            marked += now(room.log().read(prefix + i)) > 0 ? 1 : 0;
        }
        return marked;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
