package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryRetentionTest extends ArchiveTroubleContract {
    @Override
    LogStore fresh() {
        return new MemoryLogStore(10_000, 64 << 20, clock);
    }

    @Override
    LogStore small() {
        return new MemoryLogStore(10_000, 200_000, clock);
    }

    @Test
    void roomsAreTendedHoweverManyThereAre() throws Exception {
        List<RoomBook> rooms = IntStream.range(0, 401)
                .mapToObj(i -> new RoomBook(store, "room" + i))
                .toList();
        rooms.forEach(room -> room.say(3));
        turn(entries(2));
        assertThat(rooms).allSatisfy(room -> assertThat(room.head().first()).isEqualTo(2));
    }

    @Test
    void aStoreThatIsFullIsToldUntilThereIsMoreThanALittleRoom() throws Exception {
        store.close();
        store = small();
        hall = new RoomBook(store, "hall");
        FullnessWatch watch = new FullnessWatch(store);
        try (Heard heard = Heard.from("chat.maru.retention")) {
            for (int time = 1; time <= 2; time++) {
                while (percent() < 90) {
                    hall.append(hall.message("x".repeat(500)));
                }
                watch.look();
                assertThat(watch.warning()).get(STRING).endsWith(" is 90 % full");
                dropUntilBelow(87);
                watch.look();
                assertThat(watch.warning()).get(STRING).endsWith(" is 86 % full");
            }
            assertThat(heard.warnings()).hasSize(1);
        }
        dropUntilBelow(85);
        watch.look();
        assertThat(watch.warning()).isEmpty();
    }

    private long percent() throws Exception {
        return Stages.await(store.fullness()).orElseThrow().percent();
    }

    private void dropUntilBelow(long percent) throws Exception {
        while (percent() >= percent) {
            hall.with(log -> log.trim(log.head().first() + 1));
        }
    }
}
