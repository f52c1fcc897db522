package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.state;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MUST 18 and 19 of {@link RoomLog}, and the lists of {@link LogStore}. */
abstract class ModerationContract extends MarkContract {
    private static Draft hide(String id, String hides) {
        return Draft.moderation("mod", "Mod", id, "hide " + hides, Map.of(), hides);
    }

    private static Draft from(String author, String id, String text) {
        return Draft.message(author, author, id, text, 0);
    }

    // MUST 18: hiding an author.

    @Test
    void hidingAnAuthorErasesAllThatItWroteAndNothingElse() throws Exception {
        stored(log, from("eve", "a", "spam"));
        stored(log, from("bob", "b", "kept"));
        stored(log, Draft.edit("eve", "Eve", "c", 1, "more spam"));
        stored(log, react("eve", "d", 2, "👎", true));
        stored(log, react("bob", "e", 1, "❤", true));
        stored(log, Draft.state("eve", "Eve", "f", "topic", "spam"));
        assertThat(stored(log, hide("g", "eve"))).isEqualTo(7);
        assertHidden();
        restart();
        assertHidden();
    }

    private void assertHidden() {
        String erased = "(erased)";
        assertThat(all(log))
                .extracting(LogFixture::text)
                .containsExactly(erased, "kept", erased, erased, "+❤", erased, "hide eve");
        assertThat(log.head().erasures()).isEqualTo(4);
        assertThat(await(log.state())).as("state stays").isEqualTo(Map.of("topic", "spam"));
        History history = await(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY));
        assertThat(texts(history)).containsExactly(erased, "kept");
        assertThat(history.messages())
                .allSatisfy(message -> assertThat(message.reactions()).isEmpty());
    }

    @Test
    void whoIsHiddenTwiceLosesOnlyWhatCameSince() {
        stored(log, from("eve", "a", "one"));
        stored(log, hide("b", "eve"));
        stored(log, from("eve", "c", "two"));
        stored(log, hide("d", "eve"));
        stored(log, from("eve", "e", "three"));
        assertThat(all(log))
                .extracting(LogFixture::text)
                .containsExactly("(erased)", "hide eve", "(erased)", "hide eve", "three");
        assertThat(log.head().erasures()).isEqualTo(2);
    }

    @Test
    void whoHidesItselfKeepsTheEntryThatSaysSo() {
        stored(log, from("mod", "a", "one"));
        stored(log, hide("b", "mod"));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "hide mod");
    }

    @Test
    void hidingAndItsTargetsInOneBatchLeaveTombstones() {
        List<java.util.concurrent.CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            receipts.add(log.append(from("eve", "m" + i, "spam")));
        }
        receipts.add(log.append(hide("h", "eve")));
        receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
        assertThat(all(log)).filteredOn(entry -> entry.body() != null).hasSize(1);
    }

    @Test
    void anEditOrReactionToWhatIsHiddenIsStoredWithoutItsBodyAndARetryIsKnown() {
        stored(log, from("eve", "a", "spam"));
        stored(log, hide("b", "eve"));
        stored(log, Draft.edit("eve", "Eve", "c", 1, "again"));
        stored(log, react("bob", "d", 1, "❤", true));
        assertThat(all(log))
                .extracting(LogFixture::text)
                .containsExactly("(erased)", "hide eve", "(erased)", "(erased)");
        assertThat(await(log.append(from("eve", "a", "spam")))).isEqualTo(new Stored(at(1), true));
        assertThat(await(log.append(hide("b", "eve")))).isEqualTo(new Stored(at(2), true));
        assertThat(await(log.append(delete("b", 1)))).isEqualTo(refused(Reason.NOT_OWN));
    }

    @Test
    void marksThatAreLeftStandAsIfTheHiddenHadNeverReacted() throws Exception {
        stored(log, message("a", "one"));
        stored(log, react("eve", "b", 1, "z", true));
        stored(log, react("bob", "c", 1, "a", true));
        stored(log, react("cat", "d", 1, "z", true));
        stored(log, react("eve", "e", 1, "a", true));
        stored(log, react("eve", "f", 1, "a", false));
        stored(log, hide("g", "eve"));
        assertThat(marks(1)).isEqualTo("{a=1, z=1}");
        stored(log, react("eve", "h", 1, "b", true));
        assertThat(marks(1)).isEqualTo("{a=1, z=1, b=1}");
        restart();
        assertThat(marks(1)).isEqualTo("{a=1, z=1, b=1}");
    }

    private String marks(long n) {
        History history = await(log.history(Range.before(n + 1), RoomLog.NOBODY, 1, ANY));
        List<String> marks = new ArrayList<>();
        history.messages().get(0).reactions().forEach((key, marked) -> marks.add(key + "=" + marked.count()));
        return "{" + String.join(", ", marks) + "}";
    }

    // MUST 19: the version of the state.

    @Test
    void theVersionOfTheStateDiffersAfterEveryChange() throws Exception {
        Set<Long> seen = new HashSet<>();
        seen.add(log.head().states());
        stored(log, message("a", "one"));
        assertThat(seen).contains(log.head().states());
        stored(log, state("b", "topic", "tea"));
        assertThat(seen.add(log.head().states())).as("a new key").isTrue();
        stored(log, message("c", "two"));
        assertThat(seen).contains(log.head().states());
        // Two values of one length change places: a checksum would be blind to that.
        stored(log, Draft.moderation("mod", "Mod", "d", "", Map.of("topic", "jam", "label", "tea"), ""));
        assertThat(seen.add(log.head().states())).as("two keys").isTrue();
        stored(log, Draft.moderation("mod", "Mod", "e", "", Map.of("topic", "tea", "label", "jam"), ""));
        assertThat(seen.add(log.head().states())).as("swapped").isTrue();
        await(log.trim(3));
        assertThat(seen).contains(log.head().states());
        stored(log, state("f", "topic", ""));
        assertThat(seen.add(log.head().states())).as("removed").isTrue();
        History history = await(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY));
        assertThat(history.head().states()).isEqualTo(log.head().states());
        restart();
        stored(log, state("g", "topic", "tea"));
        assertThat(seen.add(log.head().states())).as("after a restart").isTrue();
    }

    // The lists.

    @Test
    void roomsAreListedByKeyAPageAtATimeWithoutTheServersOwn() throws Exception {
        for (String key : List.of("b", "a", "한국", "\uD83D\uDE00", "\uFF5E", ".audit", ".", "-", "/")) {
            stored(await(store.open(key, key.toUpperCase(java.util.Locale.ROOT))), message("m", "text"));
        }
        await(store.open("nobody wrote here", "x"));
        stored(log, message("m", "text"));
        stored(log, message("n", "text"));
        List<String> expected = List.of("-", "/", "a", "b", "hall", "한국", "\uFF5E", "\uD83D\uDE00");
        assertThat(keys(store.rooms("", 100))).isEqualTo(expected);
        assertThat(keys(store.rooms("", 3))).isEqualTo(expected.subList(0, 3));
        assertThat(keys(store.rooms("a", 3))).isEqualTo(expected.subList(3, 6));
        assertThat(keys(store.rooms("\uD83D\uDE00", 3))).isEmpty();
        assertThat(store.roomCount()).isEqualTo(8);
        Listed hall = await(store.rooms("b", 1)).get(0);
        assertThat(hall).isEqualTo(new Listed("hall", "Hall", log.head()));
        restart();
        assertThat(keys(store.rooms("", 100))).isEqualTo(expected);
        assertThat(store.roomCount()).isEqualTo(8);
    }

    @Test
    void theRoomsOfAnAuthorAreThoseThatHoldAnEntryOfIt() {
        RoomLog other = await(store.open("other", "Other"));
        RoomLog third = await(store.open("third", "Third"));
        stored(log, from("eve", "a", "one"));
        stored(other, from("bob", "a", "one"));
        stored(third, from("eve", "a", "one"));
        stored(third, from("bob", "b", "one"));
        assertThat(keys(store.roomsOf("eve", "", 10))).containsExactly("hall", "third");
        assertThat(keys(store.roomsOf("eve", "hall", 10))).containsExactly("third");
        assertThat(keys(store.roomsOf("bob", "", 1))).containsExactly("other");
        stored(other, hide("h", "bob"));
        assertThat(keys(store.roomsOf("bob", "", 10))).as("erased").containsExactly("third");
        await(third.trim(2));
        assertThat(keys(store.roomsOf("eve", "", 10))).containsExactly("hall");
        assertThat(keys(store.rooms("", 10))).as("a trimmed room is one").contains("third");
    }

    @Test
    void roomsAreCountedOnceHoweverOftenTheyAreOpened() {
        messages(log, "m", 10);
        log.close();
        log = await(store.open("hall", "Hall"));
        messages(log, "n", 10);
        assertThat(store.roomCount()).isEqualTo(1);
    }

    private static List<String> keys(java.util.concurrent.CompletionStage<List<Listed>> listed) {
        return await(listed).stream().map(Listed::room).toList();
    }
}
