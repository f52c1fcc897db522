package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that is behind while its room loses entries says so, once, and goes on with the first that is there. */
class HookGapTest {
    @TempDir
    private Path data;

    @Test
    void whatWasTrimmedUnderItIsAGapWithTheFirstPositionHeld() throws Exception {
        try (Hooked server = new Hooked(data, "maru.log", "memory:", "maru.memoryEntriesPerRoomMax", "100");
                Receiver receiver = new Receiver()) {
            receiver.answer(200, Receiver.HELD);
            server.make(receiver);
            server.say(1);
            await(() -> receiver.calls().size() == 1);
            server.say(1);
            await(() -> receiver.calls().size() == 2);
            long last = server.say(400);
            long first = server.head().first();
            receiver.release();
            await(() -> receiver.positions().contains(last));
            assertThat(first).isGreaterThan(3);
            assertThat(receiver.positions()).containsExactlyElementsOf(list(1, 2, first, last));
            assertThat(receiver.calls()).extracting(Receiver.Call::gap).containsOnlyOnce("trimmed " + first);
            assertThat(receiver.calls().get(2).gap()).isEqualTo("trimmed " + first);
        }
    }

    @Test
    void aRoomThatWasClearedGoesOnInItsNewEpochFromItsBeginning() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(200, 503, 503);
            Head cleared;
            try (Hooked server = new Hooked(data)) {
                server.make(receiver);
                // One call could have brought all five.
                server.say(1);
                await(() -> receiver.calls().size() == 1);
                server.say(4);
                await(() -> receiver.calls().size() >= 2);
                cleared = server.clear();
            }
            try (Hooked server = new Hooked(data)) {
                server.say(3);
                await(() -> receiver.accepted().stream()
                        .anyMatch(call -> call.epoch().equals(cleared.epoch())
                                && call.positions().contains(3L)));
                server.clear();
                server.say(2);
                await(() -> receiver.accepted().stream()
                        .anyMatch(call ->
                                call.gap().equals("epoch 1") && !call.epoch().equals(cleared.epoch())));
                await(() -> positions(receiver, server.head().epoch()).equals(List.of(1L, 2L)));
            }
            assertThat(positions(receiver, cleared.epoch())).containsExactly(1L, 2L, 3L);
            assertThat(receiver.accepted().stream().filter(call -> !call.gap().isEmpty()))
                    .hasSize(2);
        }
    }

    /** The mark that the answer to the old call moves must not be one of the new epoch. */
    @Test
    void whatWasSaidAfterAClearThatCameDuringACallIsNotSkipped() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver receiver = new Receiver()) {
            receiver.answer(Receiver.HELD);
            server.make(receiver);
            server.say(20);
            await(() -> receiver.calls().size() == 1);
            String epoch = server.clear().epoch();
            long last = server.say(5);
            receiver.release();
            await(() -> positions(receiver, epoch).contains(last));
            assertThat(positions(receiver, epoch)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void anImportIsANewEpochThatBeginsWithItsFirstEntry() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver receiver = new Receiver()) {
            List<Entry> entries;
            server.make(receiver);
            long last = server.say(10);
            await(() -> receiver.positions().contains(last));
            entries = server.entries().subList(3, 10);
            server.clear();
            String epoch = server.restore(entries).epoch();
            await(() -> positions(receiver, epoch).contains(last));
            assertThat(positions(receiver, epoch)).containsExactlyElementsOf(list(4, 4, 5, 10));
            assertThat(receiver.accepted().stream()
                            .filter(call -> call.epoch().equals(epoch))
                            .map(Receiver.Call::gap))
                    .containsExactly("epoch 4");
        }
    }

    @Test
    void aBackupThatWasPutBackGoesOnWhereItWasInAnotherEpoch() throws Exception {
        Path copy = Files.createDirectory(data.resolve("copy"));
        Path here = Files.createDirectory(data.resolve("here"));
        try (Receiver receiver = new Receiver()) {
            try (Hooked server = new Hooked(here)) {
                server.say(4);
                server.make(receiver);
                long last = server.say(3);
                await(() -> receiver.positions().contains(last));
                // The mark moves after the answer; the next call shows that it has.
                server.say(1);
                await(() -> receiver.positions().contains(last + 1));
                server.atServer(admission -> admission.upkeep().backup(copy.resolve("maru.db")));
                server.say(2);
            }
            int before = receiver.calls().size();
            try (Hooked server = new Hooked(copy)) {
                long last = server.say(2);
                String epoch = server.head().epoch();
                await(() -> positions(receiver, epoch).contains(last));
                assertThat(positions(receiver, epoch)).endsWith(9L, 10L).allMatch(n -> n >= 8);
                assertThat(receiver.calls().subList(before, before + 1))
                        .extracting(Receiver.Call::epoch)
                        .doesNotContain(receiver.calls().get(0).epoch());
                assertThat(receiver.accepted().stream()
                                .filter(call -> call.epoch().equals(epoch))
                                .findFirst()
                                .orElseThrow()
                                .gap())
                        .isEqualTo("epoch 1");
            }
        }
    }

    private static List<Long> positions(Receiver receiver, String epoch) {
        return receiver.accepted().stream()
                .filter(call -> call.epoch().equals(epoch))
                .flatMap(call -> call.positions().stream())
                .toList();
    }

    /** Two positions, and then all from one to another. */
    private static List<Long> list(long one, long two, long from, long to) {
        return LongStream.concat(LongStream.of(one, two).distinct(), LongStream.rangeClosed(from, to))
                .boxed()
                .toList();
    }
}
