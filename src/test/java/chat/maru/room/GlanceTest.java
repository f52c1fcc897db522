package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Identity;
import chat.maru.log.Draft;
import chat.maru.log.Fullness;
import chat.maru.log.Listed;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.RoomLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A look from outside leaves a room as it was. */
class GlanceTest {
    private static final RoomName HALL = RoomName.parse("Hall").orElseThrow();

    private final LogStore store = new MemoryLogStore(100, 1 << 20, Clock.systemUTC());
    private final Rooms rooms = new Rooms(store, Runnable::run, OpenDoors.of(store));

    @Test
    void aRoomThatWasClosedIsClosedAgain() {
        Room room = now(rooms.enter(HALL));
        now(room.publish(Draft.message("ann", "Ann", "a", "one", 0)));
        rooms.leave(HALL);
        Glance glance = now(look("bob"));
        assertThat(glance.head().n()).isEqualTo(1);
        assertThat(glance.unread()).isEqualTo(new Unread(0, 1));
        assertThat(rooms.count()).isZero();
    }

    @Test
    void aRoomThatSomebodyIsInStaysOpenAndNobodyIsAdded() {
        Room room = now(rooms.enter(HALL));
        room.join(new Somebody(Identity.guest("ann", "Ann")));
        rooms.tick(System.nanoTime());
        Glance glance = now(rooms.glance(HALL, Identity.guest("", ""), "", false));
        assertThat(glance.presence().count()).isEqualTo(1);
        assertThat(glance.presence().present()).containsEntry("ann", "Ann");
        assertThat(glance.unread()).isNull();
        rooms.tick(System.nanoTime());
        assertThat(room.presence().whole().count()).isEqualTo(1);
        assertThat(rooms.count()).isEqualTo(1);
    }

    @Test
    void whatWasReadAMomentAgoIsNotUnreadThoughItIsNotStoredYet() {
        Room room = now(rooms.enter(HALL));
        now(room.publish(Draft.message("ann", "Ann", "a", "one", 0)));
        now(room.publish(Draft.message("ann", "Ann", "b", "two", 0)));
        room.markRead("bob", 1);
        assertThat(now(look("bob")).unread()).isEqualTo(new Unread(1, 1));
        rooms.tick(System.nanoTime());
        assertThat(now(look("bob")).unread()).isEqualTo(new Unread(1, 1));
        assertThat(now(look("cat")).unread()).isEqualTo(new Unread(0, 2));
    }

    @Test
    void aRoomThatCannotBeOpenedLeavesNothingBehind() {
        LogStore unreadable = new Unreadable();
        Rooms broken = new Rooms(unreadable, Runnable::run, OpenDoors.of(unreadable));
        assertThat(broken.glance(HALL, Identity.guest("", ""), "", false).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(broken.count()).isZero();
    }

    private CompletionStage<Glance> look(String id) {
        return rooms.glance(HALL, Identity.guest(id, id), "", true);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private record Unreadable() implements LogStore {
        @Override
        public CompletionStage<RoomLog> open(String room, String name) {
            return CompletableFuture.failedStage(new IOException("unreadable"));
        }

        @Override
        public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
            return CompletableFuture.failedStage(new IOException("unreadable"));
        }

        @Override
        public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
            return rooms(afterKey, max);
        }

        @Override
        public String epoch(String room) {
            return "none";
        }

        @Override
        public CompletionStage<Long> backup(Path target) {
            return CompletableFuture.failedStage(new IOException("unreadable"));
        }

        @Override
        public long roomCount() {
            return 0;
        }

        @Override
        public Durability durability() {
            return Durability.DISK;
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Optional<Fullness>> fullness() {
            return CompletableFuture.failedStage(new IOException("unreadable"));
        }

        @Override
        public void close() {}
    }
}
