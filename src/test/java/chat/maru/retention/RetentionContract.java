package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.LogStore;
import chat.maru.log.RoomLog;
import chat.maru.log.TestClock;
import chat.maru.room.OpenDoors;
import chat.maru.room.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept and what goes, for every engine. Rooms are closed while they are tended, as most rooms are. */
abstract class RetentionContract {
    static final Allowance EVERYTHING = new Allowance(0, 0, 0);

    final TestClock clock = new TestClock();
    LogStore store;
    RoomBook hall;

    /** A store with nothing in it and room enough. */
    abstract LogStore fresh() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = fresh();
        hall = new RoomBook(store, "hall");
    }

    @AfterEach
    void close() {
        store.close();
    }

    final Retention retention(Allowance allowance) {
        return retention(allowance, Optional.empty());
    }

    final Retention retention(Allowance allowance, Optional<Archive> archive) {
        Rooms rooms = new Rooms(store, Runnable::run, OpenDoors.of(store));
        return new Retention(store, rooms, allowance, archive, clock);
    }

    final void turn(Allowance allowance) throws Exception {
        try (Retention retention = retention(allowance)) {
            retention.turn(() -> false);
        }
    }

    static Allowance entries(long max) {
        return new Allowance(max, 0, 0);
    }

    static Allowance age(Duration max) {
        return new Allowance(0, max.toMillis(), 0);
    }

    static Allowance bytes(long max) {
        return new Allowance(0, 0, max);
    }

    @Test
    void whereNothingIsBoundedEverythingStays() throws Exception {
        hall.say(400);
        clock.move(Duration.ofDays(1_000));
        turn(EVERYTHING);
        assertThat(hall.head().first()).isEqualTo(1);
    }

    @Test
    void theNewestEntriesStayAndCountOn() throws Exception {
        hall.append(Draft.state("ann", "Ann", "topic", "topic", "tea"));
        hall.say(699);
        Head before = hall.head();
        turn(entries(300));
        Head after = hall.head();
        assertThat(after.first()).isEqualTo(401);
        assertThat(after.n()).isEqualTo(before.n());
        assertThat(after.m()).isEqualTo(before.m());
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(hall.with(RoomLog::state)).containsEntry("topic", "tea");
        assertThat(hall.entries()).extracting(Entry::n).startsWith(401L).hasSize(300);
        assertThat(hall.append(hall.message("one more"))).isEqualTo(701);
    }

    @Test
    void aRoomWithAsManyAsItMayHaveIsLeftAlone() throws Exception {
        hall.say(300);
        turn(entries(300));
        assertThat(hall.head().first()).isEqualTo(1);
    }

    @Test
    void fewWaitForMoreOrAnHour() throws Exception {
        hall.say(310);
        try (Retention retention = retention(entries(300))) {
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("the first time").isEqualTo(11);
            hall.say(255);
            clock.move(Duration.ofMinutes(59));
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("few").isEqualTo(11);
            hall.say(1);
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("256").isEqualTo(267);
            hall.say(1);
            clock.move(Duration.ofMinutes(59));
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("few again").isEqualTo(267);
            clock.move(Duration.ofMinutes(1));
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("an hour later").isEqualTo(268);
        }
    }

    @Test
    void whatIsTooOldGoesAndWhatIsJustYoungEnoughStays() throws Exception {
        hall.say(500);
        clock.move(Duration.ofHours(3));
        hall.say(70);
        clock.move(Duration.ofHours(5));
        turn(age(Duration.ofHours(5)));
        assertThat(hall.head().first()).isEqualTo(501);
    }

    @Test
    void aRoomWhoseEntriesAreAllTooOldIsEmptyAndGoesOn() throws Exception {
        hall.say(40);
        clock.move(Duration.ofHours(6));
        turn(age(Duration.ofHours(5)));
        assertThat(hall.head().first()).isEqualTo(41);
        assertThat(hall.entries()).isEmpty();
        turn(age(Duration.ofHours(5)));
        assertThat(hall.append(hall.message("again"))).isEqualTo(41);
        assertThat(hall.entries()).hasSize(1);
    }

    @Test
    void agesAreLookedAtAgainWhenTheOldestEntryIsOldEnough() throws Exception {
        hall.say(300);
        clock.move(Duration.ofHours(1));
        hall.say(300);
        try (Retention retention = retention(age(Duration.ofHours(2)))) {
            retention.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(1);
            clock.move(Duration.ofMinutes(61));
            retention.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(301);
        }
    }

    @Test
    void theHeaviestRunOfNewestEntriesThatFitsStays() throws Exception {
        hall.say(2_600, i -> "x".repeat(1 + (i * 7) % 400));
        long max = weight(hall.entries()) / 3;
        turn(bytes(max));
        List<Entry> left = hall.entries();
        assertThat(weight(left)).isLessThanOrEqualTo(max);
        assertThat(weight(left) + hall.dropped(left.get(0).n() - 1).sizeBytes()).isGreaterThan(max);
    }

    @Test
    void whatComesAfterACountIsCountedToo() throws Exception {
        hall.say(600);
        long max = weight(hall.entries());
        try (Retention retention = retention(bytes(max))) {
            retention.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(1);
            hall.say(300);
            retention.turn(() -> false);
            List<Entry> left = hall.entries();
            assertThat(weight(left)).isLessThanOrEqualTo(max);
            assertThat(weight(left) + hall.dropped(left.get(0).n() - 1).sizeBytes())
                    .isGreaterThan(max);
            // Others trim as well; what they took is not counted any more.
            hall.with(log -> log.trim(log.head().n() - 200));
            hall.say(300);
            clock.move(Duration.ofHours(1));
            retention.turn(() -> false);
            assertThat(hall.entries()).hasSize(501);
        }
    }

    @Test
    void whatAClearedRoomWeighedIsForgotten() throws Exception {
        hall.say(600, i -> "x".repeat(400));
        try (Retention retention = retention(bytes(weight(hall.entries())))) {
            retention.turn(() -> false);
            hall.with(log -> log.clear());
            hall.say(900);
            retention.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(1);
        }
    }

    @Test
    void theNewestEntryStaysHoweverHeavy() throws Exception {
        hall.say(3);
        turn(bytes(1));
        assertThat(hall.head().first()).isEqualTo(3);
    }

    @Test
    void erasedTextsDoNotDriveOutOthers() throws Exception {
        hall.append(hall.message("heavy".repeat(3_000)));
        hall.append(hall.message("heavy".repeat(3_000)));
        try (Retention retention = retention(bytes(50_000))) {
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("about 60,000 bytes").isEqualTo(2);
            hall.append(hall.message("heavy".repeat(1_500)));
            clock.move(Duration.ofHours(1));
            retention.turn(() -> false);
            assertThat(hall.head().first()).as("about 46,000 bytes").isEqualTo(2);
            hall.append(Draft.delete("ann", "Ann", "delete", 2, "", false));
            hall.append(hall.message("heavy".repeat(1_500)));
            clock.move(Duration.ofHours(1));
            retention.turn(() -> false);
            assertThat(hall.head().first())
                    .as("counted with the erased text it is too much")
                    .isEqualTo(2);
        }
    }

    static long weight(List<Entry> entries) {
        return entries.stream().mapToLong(Entry::sizeBytes).sum();
    }

    @Test
    void everyRoomIsTendedButTheServersOwn() throws Exception {
        List<RoomBook> rooms = List.of(hall, new RoomBook(store, "attic"), new RoomBook(store, "한국"));
        RoomBook own = new RoomBook(store, ".audit.hall");
        for (RoomBook room : rooms) {
            room.say(50);
        }
        own.say(50);
        turn(entries(20));
        for (RoomBook room : rooms) {
            assertThat(room.head().first()).isEqualTo(31);
        }
        assertThat(own.head().first()).isEqualTo(1);
        assertThat(own.entries()).hasSize(50);
    }

    @Test
    void aTurnThatIsLateLeavesTheRestToTheNext() throws Exception {
        List<RoomBook> rooms = List.of(new RoomBook(store, "a"), new RoomBook(store, "b"), new RoomBook(store, "c"));
        for (RoomBook room : rooms) {
            room.say(50);
        }
        try (Retention retention = retention(entries(20))) {
            for (int trimmed = 1; trimmed <= 3; trimmed++) {
                AtomicInteger asked = new AtomicInteger();
                retention.turn(() -> asked.getAndIncrement() > 0);
                assertThat(rooms.stream().filter(room -> room.head().first() == 31))
                        .hasSize(trimmed);
            }
        }
    }

    @Test
    void aRoomIsCountedOverSeveralTurns() throws Exception {
        hall.say(3_500);
        long max = weight(hall.entries()) / 2;
        try (Retention retention = retention(bytes(max))) {
            AtomicInteger asked = new AtomicInteger();
            retention.turn(() -> asked.getAndIncrement() > 1);
            assertThat(hall.head().first()).as("one page is no count").isEqualTo(1);
            // Others trim as well, beyond what was counted.
            hall.with(log -> log.trim(1_201));
            retention.turn(() -> false);
            assertThat(weight(hall.entries())).isBetween(max - 1_000, max);
        }
    }

    @Test
    void twoNodesAtOnceTrimAsOneDoes() throws Exception {
        hall.say(900);
        try (Retention one = retention(entries(300));
                Retention other = retention(entries(400))) {
            one.turn(() -> false);
            other.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(601);
        }
    }
}
