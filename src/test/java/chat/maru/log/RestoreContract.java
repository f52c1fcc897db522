package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.failure;
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

import chat.maru.log.Receipt.Stored;
import chat.maru.log.RestoreRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** MUST 21 of {@link RoomLog}: filling a room with entries from elsewhere. */
abstract class RestoreContract extends ClearContract {
    private static final String[] AUTHORS = {"ann", "bob", "cat", "eve"};

    @Test
    void whatIsRestoredReadsAsItDidAndGoesOn() throws Exception {
        for (int seed = 1; seed <= 5; seed++) {
            RoomLog from = await(store.open("from" + seed, "From"));
            System.out.println("seed " + seed);
            fill(from, new Random(seed), 400);
            await(from.trim(seed % 2 == 0 ? 120 : 1));
            RoomLog to = await(store.open("to" + seed, "To"));
            Head head = restored(to, all(from), await(from.state()), 37);
            assertThat(head).isEqualTo(to.head());
            assertSame(from, to);
            assertThat(head.epoch()).isNotEqualTo(from.head().epoch());
        }
        restart();
        RoomLog from = await(store.open("from2", "From"));
        RoomLog to = await(store.open("to2", "To"));
        assertSame(from, to);
        assertThat(stored(to, message("new", "text"))).isEqualTo(401);
        assertThat(all(to)).hasSize(282);
        stored(from, message("new", "text"));
        assertSame(from, to);
    }

    private static void fill(RoomLog log, Random random, int entries) {
        while (log.head().n() < entries) {
            long of = 1 + random.nextLong(log.head().n() + 1);
            String author = AUTHORS[random.nextInt(AUTHORS.length)];
            String id = "i" + log.head().n();
            await(log.append(
                    switch (random.nextInt(12)) {
                        case 0, 1 -> Draft.edit(author, author, id, of, "edited " + id);
                        case 2 -> Draft.delete(author, author, id, of, "", false);
                        case 3, 4, 5 -> react(author, id, of, "k" + random.nextInt(3), random.nextInt(4) > 0);
                        case 6 -> Draft.state(author, author, id, "key" + random.nextInt(3), "value " + id);
                        case 7 ->
                            random.nextInt(20) == 0
                                    ? Draft.moderation("mod", "Mod", id, "spam", Map.of(), author)
                                    : Draft.message(
                                            author,
                                            author,
                                            id,
                                            "reply",
                                            Math.min(of, log.head().n()));
                        default -> Draft.message(author, author, id, "text " + id, 0);
                    }));
        }
    }

    private static Head restored(RoomLog to, List<Entry> entries, Map<String, String> state, int piece) {
        try (Restore restore = to.restore()) {
            for (int i = 0; i < entries.size(); i += piece) {
                int end = Math.min(entries.size(), i + piece);
                assertThat(await(restore.add(entries.subList(i, end)))).isEqualTo(end);
            }
            assertThat(to.head().n()).as("nothing is seen yet").isZero();
            return await(restore.finish(state));
        }
    }

    private static void assertSame(RoomLog from, RoomLog to) {
        List<Entry> expected = all(from);
        List<Entry> found = all(to);
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("bodyHash", "chain", "body.salt")
                .isEqualTo(expected);
        assertThat(await(to.state())).isEqualTo(await(from.state()));
        assertThat(to.head().first()).isEqualTo(from.head().first());
        for (long n = from.head().first(); n <= from.head().n(); n += 25) {
            History read = await(from.history(Range.around(n), "bob", 40, ANY));
            assertThat(await(to.history(Range.around(n), "bob", 40, ANY)))
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes("head", ".*bodyHash", ".*chain", ".*salt")
                    .isEqualTo(read);
        }
        for (Entry entry : expected.subList(0, 20)) {
            assertThat(await(to.find(entry.author(), entry.id())).map(Position::n))
                    .contains(entry.n());
        }
    }

    @Test
    void aRestoredIdIsADuplicateAndARestoredMessageTakesEditsAndDeletions() {
        messages(log, "m", 3);
        RoomLog to = await(store.open("to", "To"));
        restored(to, all(log), Map.of("topic", "tea"), 10);
        assertThat(await(to.append(message("m1", "text of m1"))))
                .isEqualTo(new Stored(new Position(to.head().epoch(), 2), true));
        stored(to, edit("e", 1, "edited"));
        stored(to, delete("d", 2));
        stored(to, state("s", "topic", ""));
        assertThat(await(to.history(Range.before(0), RoomLog.NOBODY, 10, ANY)).messages())
                .extracting(LogFixture::text)
                .containsExactly("edited", "(erased)", "text of m2");
        assertThat(await(to.state())).isEmpty();
        assertThat(store.roomCount()).isEqualTo(2);
    }

    @Test
    void whoPublishesMeanwhileWins() {
        messages(log, "m", 3);
        RoomLog to = await(store.open("to", "To"));
        try (Restore restore = to.restore()) {
            await(restore.add(all(log)));
            stored(to, message("first", "here"));
            assertThat(failure(restore.finish(Map.of())))
                    .isInstanceOfSatisfying(
                            RestoreRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.OCCUPIED));
        }
        assertThat(all(to)).extracting(LogFixture::text).containsExactly("here");
    }

    @Test
    void whatIsGivenUpLeavesNothing() throws Exception {
        messages(log, "m", 3);
        RoomLog to = await(store.open("to", "To"));
        Head before = to.head();
        Restore restore = to.restore();
        await(restore.add(all(log)));
        restore.close();
        assertOver(restore);
        assertThat(to.head()).isEqualTo(before);
        assertThat(store.roomCount()).isEqualTo(1);
        restored(to, all(log), Map.of(), 10);
        await(to.clear());
        restored(to, all(log), Map.of(), 10);
        restart();
        assertThat(all(await(store.open("to", "To")))).hasSize(3);
    }

    private void assertOver(Restore restore) {
        assertThat(failure(restore.add(all(log))))
                .isInstanceOfSatisfying(
                        RestoreRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVER));
    }

    @Test
    void whatADeletionSaysIsDone() {
        List<Entry> entries = List.of(
                entry(1, Kind.MESSAGE, "a", 0, 1, "secret"),
                entry(2, Kind.EDIT, "b", 1, 1, "secret too"),
                entry(3, Kind.DELETE, "c", 1, 1, ""),
                entry(4, Kind.EDIT, "d", 1, 1, "secret again"));
        restored(log, entries, Map.of(), 10);
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "(erased)", "", "(erased)");
        assertThat(log.head().erasures()).isEqualTo(3);
    }

    @Test
    void whatNoLogCouldHaveHeldIsRefusedByLine() {
        Entry sound = entry(7, Kind.MESSAGE, "a", 0, 3, "text");
        refused("n is 9, not 8", sound, entry(9, Kind.STATE, "b", 0, 3, "x"));
        refused("m is 3, not 4", sound, entry(8, Kind.MESSAGE, "b", 0, 3, "x"));
        refused("m counts more", entry(2, Kind.MESSAGE, "b", 0, 3, "x"));
        refused("n is no position", entry(0, Kind.STATE, "b", 0, 0, "x"));
        refused("of is no earlier", sound, entry(8, Kind.MESSAGE, "b", 8, 4, "x"));
        refused("of names nothing", sound, entry(8, Kind.EDIT, "b", 0, 3, "x"));
        refused("no message", sound, entry(8, Kind.STATE, "b", 0, 3, "x"), entry(9, Kind.DELETE, "c", 8, 3, "x"));
        refused("no mark", sound, entry(8, Kind.REACTION, "b", 7, 3, "x"));
        refused("has used its id", sound, entry(8, Kind.MESSAGE, "a", 0, 4, "x"));
        refused("id has 0 characters", sound, entry(8, Kind.MESSAGE, "", 0, 4, "x"));
        refused("content has", sound, entry(8, Kind.MESSAGE, "b", 0, 4, "x".repeat((1 << 20) + 1)));
        refused("no Unicode", sound, entry(8, Kind.MESSAGE, "b", 0, 4, "\uD83D"));
        Entry others = new Entry(8, Kind.EDIT, "bob", "b", clock.millis(), 7, 3, Digest.ZERO, Digest.ZERO, body("x"));
        refused("another's message", sound, others);
        Entry early = new Entry(8, "state", "bob", "b", clock.millis() - 1, 0, 3, Digest.ZERO, Digest.ZERO, body("x"));
        refused("its time is before", sound, early);
        Entry late = new Entry(7, "state", "bob", "b", 1L << 60, 0, 3, Digest.ZERO, Digest.ZERO, body("x"));
        refused("in the future", late);
        try (Restore restore = log.restore()) {
            assertThat(failure(restore.finish(Map.of()))).hasMessage("there is no entry to restore");
        }
    }

    private void refused(String why, Entry... entries) {
        try (Restore restore = log.restore()) {
            assertThat(failure(restore.add(List.of(entries))))
                    .isInstanceOfSatisfying(RestoreRefused.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.INVALID);
                        assertThat(e.line()).isEqualTo(entries.length);
                    })
                    .hasMessageContaining(why);
            assertOver(restore);
        }
        assertThat(log.head().n()).isZero();
    }

    private Entry entry(long n, String kind, String id, long of, long m, String content) {
        return new Entry(n, kind, "ann", id, clock.millis(), of, m, Digest.ZERO, Digest.ZERO, body(content));
    }

    private static Body body(String content) {
        return new Body("Ann", content, 0);
    }

    @Test
    void aLargeRestoreDoesNotHoldUpWhoAppendsElsewhere() {
        messages(log, "m", 5_000);
        RoomLog to = await(store.open("to", "To"));
        List<Long> micros = new ArrayList<>();
        try (Restore restore = to.restore()) {
            java.util.concurrent.CompletionStage<Long> added = restore.add(all(log));
            for (int i = 0; !added.toCompletableFuture().isDone(); i++) {
                long before = System.nanoTime();
                stored(log, message("n" + i, "text"));
                micros.add((System.nanoTime() - before) / 1_000);
            }
            await(added);
            await(restore.finish(Map.of()));
        }
        System.out.println("appends during a restore: " + micros.size() + ", longest "
                + micros.stream().max(Long::compare).orElse(0L) + " µs");
        assertThat(all(to)).hasSize(5_000);
    }
}
