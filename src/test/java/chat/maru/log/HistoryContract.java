package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.positions;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** History of {@link RoomLog}: which messages, within which bounds, and how they read (MUST 16 and the page of 9). */
abstract class HistoryContract extends ReadContract {
    /** Messages at the odd positions 1 to 19, something else at the even ones. */
    private void oddMessages() {
        for (int i = 1; i <= 20; i++) {
            stored(log, i % 2 == 1 ? message("m" + i, "text " + i) : state("s" + i, "topic", "tea " + i));
        }
    }

    private History history(Range range, int entriesMax) {
        return await(log.history(range, RoomLog.NOBODY, entriesMax, ANY));
    }

    private static String shape(History history) {
        return (history.older() ? "older " : "") + positions(history) + (history.newer() ? " newer" : "");
    }

    @Test
    void historyBeforeAPositionIsTheNewestMessagesOnly() {
        oddMessages();
        assertThat(shape(history(Range.before(0), 3))).isEqualTo("older [15, 17, 19]");
        assertThat(shape(history(Range.before(21), 3))).isEqualTo("older [15, 17, 19]");
        assertThat(shape(history(Range.before(900), 3))).isEqualTo("older [15, 17, 19]");
        assertThat(shape(history(Range.before(6), 100))).isEqualTo("[1, 3, 5] newer");
        assertThat(shape(history(Range.before(6), 3))).isEqualTo("[1, 3, 5] newer");
        assertThat(shape(history(Range.before(5), 1))).isEqualTo("older [3] newer");
        assertThat(shape(history(Range.before(1), 10))).isEqualTo("[] newer");
    }

    @Test
    void historyAfterAPositionIsTheOldestMessagesOnly() {
        oddMessages();
        assertThat(shape(history(Range.after(0), 3))).isEqualTo("[1, 3, 5] newer");
        assertThat(shape(history(Range.after(5), 2))).isEqualTo("older [7, 9] newer");
        assertThat(shape(history(Range.after(14), 3))).isEqualTo("older [15, 17, 19]");
        assertThat(shape(history(Range.after(14), 100))).isEqualTo("older [15, 17, 19]");
        assertThat(shape(history(Range.after(19), 10))).isEqualTo("older []");
        assertThat(shape(history(Range.after(900), 10))).isEqualTo("older []");
    }

    @Test
    void historyAroundAPositionIsHalfOnEachSideAndFillsUpFromTheOther() {
        oddMessages();
        assertThat(shape(history(Range.around(9), 4))).isEqualTo("older [7, 9, 11, 13] newer");
        assertThat(shape(history(Range.around(10), 4))).isEqualTo("older [7, 9, 11, 13] newer");
        assertThat(shape(history(Range.around(9), 5))).isEqualTo("older [5, 7, 9, 11, 13] newer");
        assertThat(shape(history(Range.around(9), 1))).isEqualTo("older [9] newer");
        assertThat(shape(history(Range.around(2), 6))).isEqualTo("[1, 3, 5, 7, 9, 11] newer");
        assertThat(shape(history(Range.around(0), 2))).isEqualTo("[1, 3] newer");
        assertThat(shape(history(Range.around(18), 6))).isEqualTo("older [9, 11, 13, 15, 17, 19]");
        assertThat(shape(history(Range.around(900), 2))).isEqualTo("older [17, 19]");
        assertThat(shape(history(Range.around(9), 100))).isEqualTo("[1, 3, 5, 7, 9, 11, 13, 15, 17, 19]");
    }

    @Test
    void theBytesLeaveOutWhatIsFarAndKeepOneMessage() {
        oddMessages();
        int size = history(Range.after(10), 1).messages().get(0).sizeBytes();
        assertThat(shape(await(log.history(Range.before(0), RoomLog.NOBODY, 100, 3 * size))))
                .isEqualTo("older [15, 17, 19]");
        assertThat(shape(await(log.history(Range.after(10), RoomLog.NOBODY, 100, 2 * size))))
                .isEqualTo("older [11, 13] newer");
        assertThat(shape(await(log.history(Range.around(14), RoomLog.NOBODY, 100, 4 * size))))
                .isEqualTo("older [11, 13, 15, 17] newer");
        assertThat(shape(await(log.history(Range.before(0), RoomLog.NOBODY, 100, 1))))
                .isEqualTo("older [19]");
        assertThat(shape(await(log.history(Range.after(0), RoomLog.NOBODY, 100, 1))))
                .isEqualTo("[1] newer");
        assertThat(shape(await(log.history(Range.around(9), RoomLog.NOBODY, 100, 1))))
                .isEqualTo("older [9] newer");
    }

    @Test
    void anEditCountsInTheBytes() {
        messages(log, "m", 4);
        int size = history(Range.before(0), 1).messages().get(0).sizeBytes();
        stored(log, edit("e", 3, "x".repeat(5_000)));
        assertThat(positions(await(log.history(Range.before(0), RoomLog.NOBODY, 100, 3 * size))))
                .containsExactly(4L);
    }

    @Test
    void aMessageReadsAsItsNewestEditSays() throws Exception {
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        stored(log, edit("c", 1, "one!"));
        stored(log, edit("d", 1, "one!!"));
        History before = history(Range.before(0), 10);
        assertThat(texts(before)).containsExactly("one!!", "two");
        assertThat(before.messages().get(0).message().n()).isEqualTo(1);
        assertThat(before.head()).isEqualTo(log.head());
        Entry edit = before.messages().get(0).edit();
        assertThat(edit).isNotNull();
        assertThat(edit.n()).isEqualTo(4);
        assertThat(texts(history(Range.before(2), 10)))
                .as("an edit after the range")
                .containsExactly("one!!");
        restart();
        assertThat(history(Range.before(0), 10))
                .usingRecursiveComparison()
                .ignoringFields("head.states")
                .isEqualTo(before);
    }

    @Test
    void aDeletedMessageHasNoEditAndNoReactions() throws Exception {
        stored(log, message("a", "one"));
        stored(log, edit("b", 1, "one!"));
        stored(log, react("bob", "c", 1, "👍", true));
        stored(log, delete("d", 1));
        stored(log, edit("e", 1, "again"));
        stored(log, react("bob", "f", 1, "❤", true));
        Folded folded = history(Range.before(0), 10).messages().get(0);
        assertThat(folded).isEqualTo(new Folded(folded.message().erased(), null, Map.of()));
        restart();
        assertThat(history(Range.before(0), 10).messages()).containsExactly(folded);
    }

    @Test
    void historyBelowATrimIsGoneAndWhatIsHeldReadsOn() throws Exception {
        messages(log, "m", 5);
        stored(log, react("bob", "r", 2, "👍", true));
        stored(log, react("bob", "s", 4, "❤", true));
        stored(log, edit("e", 4, "four!"));
        await(log.trim(4));
        History held = history(Range.before(0), 10);
        assertThat(shape(held)).isEqualTo("[4, 5]");
        assertThat(texts(held)).containsExactly("four!", "text of m4");
        assertThat(held.messages().get(0).reactions()).isEqualTo(Map.of("❤", new Marked(1, List.of("bob"))));
        await(log.trim(6));
        assertThat(shape(history(Range.before(0), 10))).isEqualTo("[]");
        restart();
        assertThat(shape(history(Range.around(3), 10))).isEqualTo("[]");
    }

    /** Any range, by any bound, of any room: what is left out is what is said to be older or newer. */
    @Test
    void pagesOfHistoryMeetWithoutHoleOrDouble() {
        long seed = 20261123;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> said = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            boolean says = said.isEmpty() || random.nextInt(3) > 0;
            long of = says ? 0 : said.get(random.nextInt(said.size()));
            stored(log, says ? message("m" + i, "x".repeat(random.nextInt(300))) : edit("m" + i, of, "edit " + i));
            if (says) {
                said.add((long) i);
            }
        }
        for (int i = 0; i < 40; i++) {
            int entriesMax = 1 + random.nextInt(20);
            int bytesMax = 1 + random.nextInt(20_000);
            List<Long> back = new ArrayList<>();
            List<Long> forth = new ArrayList<>();
            History page = await(log.history(Range.around(random.nextInt(130)), RoomLog.NOBODY, entriesMax, bytesMax));
            forth.addAll(positions(page));
            for (History older = page; older.older(); back.addAll(0, positions(older))) {
                long n = back.isEmpty() ? forth.get(0) : back.get(0);
                older = await(log.history(Range.before(n), RoomLog.NOBODY, entriesMax, bytesMax));
            }
            for (History newer = page; newer.newer(); forth.addAll(positions(newer))) {
                newer = await(
                        log.history(Range.after(forth.get(forth.size() - 1)), RoomLog.NOBODY, entriesMax, bytesMax));
            }
            back.addAll(forth);
            assertThat(back).as("bounds " + entriesMax + ", " + bytesMax).isEqualTo(said);
        }
    }
}
