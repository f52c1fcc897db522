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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** MUST 15 and 17 of {@link RoomLog}, and looking up an id: reactions, whose message it is, and read marks. */
abstract class MarkContract extends ReactionContract {
    /** The marks on the message at {@code n}, in their order, and how many authors have each. */
    private String marks(long n) {
        return LogFixture.counts(reactions(n, RoomLog.NOBODY)).toString();
    }

    private Map<String, Marked> reactions(long n, String reader) {
        History history = await(log.history(Range.before(n + 1), reader, 1, ANY));
        return history.messages().get(0).reactions();
    }

    // MUST 15: reactions, and whose message it is.

    @Test
    void anAuthorHasAMarkOnceOrNotAtAll() throws Exception {
        stored(log, message("a", "one"));
        stored(log, react("bob", "b", 1, "👍", true));
        stored(log, react("bob", "c", 1, "👍", true));
        assertThat(marks(1)).isEqualTo("{👍=1}");
        stored(log, react("cat", "d", 1, "👍", true));
        stored(log, react("bob", "e", 1, "❤", true));
        assertThat(marks(1)).isEqualTo("{👍=2, ❤=1}");
        stored(log, react("bob", "f", 1, "👍", false));
        stored(log, react("bob", "g", 1, "👍", false));
        assertThat(marks(1)).isEqualTo("{👍=1, ❤=1}");
        restart();
        assertThat(marks(1)).isEqualTo("{👍=1, ❤=1}");
    }

    @Test
    void marksStandInTheOrderInWhichTheyCame() throws Exception {
        stored(log, message("a", "one"));
        stored(log, react("bob", "b", 1, "z", true));
        stored(log, react("bob", "c", 1, "a", true));
        stored(log, react("cat", "d", 1, "z", true));
        stored(log, react("bob", "e", 1, "z", false));
        assertThat(marks(1)).as("z is on since 2, though not by bob").isEqualTo("{z=1, a=1}");
        stored(log, react("cat", "f", 1, "z", false));
        stored(log, react("cat", "g", 1, "z", true));
        assertThat(marks(1)).as("z went and came anew").isEqualTo("{a=1, z=1}");
        restart();
        assertThat(marks(1)).isEqualTo("{a=1, z=1}");
    }

    @Test
    void tenWhoHaveAMarkAreNamedAndTheReaderFirst() throws Exception {
        stored(log, message("a", "one"));
        List<String> authors = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            authors.add("author" + (char) ('a' + i));
        }
        for (int i = 11; i >= 0; i--) {
            stored(log, react(authors.get(i), "m", 1, "👍", true));
        }
        stored(log, react("authork", "n", 1, "❤", true));
        assertNamed(authors);
        stored(log, react("authora", "o", 1, "👍", false));
        assertThat(reactions(1, "authora"))
                .isEqualTo(
                        Map.of("👍", new Marked(11, authors.subList(1, 11)), "❤", new Marked(1, List.of("authork"))));
        stored(log, react("authora", "p", 1, "👍", true));
        restart();
        assertNamed(authors);
    }

    private void assertNamed(List<String> authors) {
        Map<String, Marked> byNobody = reactions(1, RoomLog.NOBODY);
        assertThat(byNobody.get("👍")).isEqualTo(new Marked(12, authors.subList(0, 10)));
        assertThat(reactions(1, "a stranger")).isEqualTo(byNobody);
        assertThat(reactions(1, "authorc").get("👍").named())
                .startsWith("authorc", "authora", "authorb", "authord")
                .hasSize(10);
        assertThat(reactions(1, "authork").get("👍").named())
                .startsWith("authork", "authora")
                .endsWith("authori");
        assertThat(reactions(1, "authork").get("❤").named()).containsExactly("authork");
    }

    /** UTF-16 has the letter below before the emoji's surrogates or behind, by how one compares; a database has not. */
    @Test
    void thoseWhoAreNamedStandInTheOrderOfTheirCodePoints() throws Exception {
        stored(log, message("a", "one"));
        for (String author : List.of("\uD83D\uDE00", "\uFF5E", "z")) {
            stored(log, react(author, "m", 1, "👍", true));
        }
        assertThat(reactions(1, RoomLog.NOBODY).get("👍").named()).containsExactly("z", "\uFF5E", "\uD83D\uDE00");
        restart();
        assertThat(reactions(1, RoomLog.NOBODY).get("👍").named()).containsExactly("z", "\uFF5E", "\uD83D\uDE00");
    }

    @Test
    void aReactionIsAnEntryThatKeepsItsContent() {
        stored(log, message("a", "one"));
        stored(log, react("bob", "b", 1, "👍", true));
        stored(log, react("bob", "c", 1, "👍", false));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("one", "+👍", "-👍");
        assertThat(await(log.append(react("bob", "b", 1, "👍", true)))).isEqualTo(new Stored(at(2), true));
        assertThat(marks(1)).as("a retry changes nothing").isEqualTo("{}");
        assertThat(await(log.append(react("bob", "b", 1, "👍", false)))).isEqualTo(refused(Reason.ID_REUSED));
    }

    @Test
    void aReactionThatSaysNoMarkIsNoDraft() {
        for (String content : List.of("", "+", "-", "👍")) {
            assertThatThrownBy(() -> new Draft(Kind.REACTION, "ann", "Ann", "a", 1, false, content, Map.of(), ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aReactionToAnErasedMessageIsStoredWithoutItsBody() {
        stored(log, message("a", "secret"));
        stored(log, delete("b", 1));
        stored(log, react("bob", "c", 1, "👍", true));
        assertThat(all(log)).extracting(LogFixture::text).containsExactly("(erased)", "", "(erased)");
        assertThat(log.head().erasures()).isEqualTo(2);
    }

    @Test
    void whatIsNoMessageTakesNoEditNoDeleteAndNoReaction() {
        stored(log, message("a", "one"));
        stored(log, edit("b", 1, "two"));
        stored(log, state("c", "topic", "tea"));
        Head before = log.head();
        for (long of : new long[] {0, 2, 3, 4}) {
            assertThat(await(log.append(edit("x" + of, of, "x")))).isEqualTo(refused(Reason.NO_TARGET));
            assertThat(await(log.append(delete("x" + of, of)))).isEqualTo(refused(Reason.NO_TARGET));
            assertThat(await(log.append(react("ann", "x" + of, of, "👍", true))))
                    .isEqualTo(refused(Reason.NO_TARGET));
        }
        assertThat(log.head()).isEqualTo(before);
        assertThat(stored(log, Draft.message("ann", "Ann", "d", "a reply to anything", 2)))
                .isEqualTo(4);
    }

    @Test
    void onlyItsAuthorEditsAMessageAndOnlyItsAuthorOrAModeratorDeletesIt() {
        stored(log, message("a", "one"));
        assertThat(await(log.append(Draft.edit("bob", "Bob", "b", 1, "two")))).isEqualTo(refused(Reason.NOT_OWN));
        assertThat(await(log.append(Draft.delete("bob", "Bob", "b", 1, "", false))))
                .isEqualTo(refused(Reason.NOT_OWN));
        assertThat(log.head().n()).isEqualTo(1);
        stored(log, react("bob", "c", 1, "👍", true));
        stored(log, Draft.delete("bob", "Bob", "b", 1, "", true));
        assertThat(all(log)).extracting(LogFixture::text).startsWith("(erased)");
        assertThat(await(log.append(Draft.edit("bob", "Bob", "c", 1, "two"))))
                .as("the id comes first")
                .isEqualTo(refused(Reason.ID_REUSED));
    }

    @Test
    void reactionsInOneBatchWithTheirMessageAndItsDeletionLeaveNoMark() {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        receipts.add(log.append(message("a", "one")));
        receipts.add(log.append(react("bob", "b", 1, "👍", true)));
        receipts.add(log.append(message("c", "two")));
        receipts.add(log.append(react("bob", "d", 3, "👍", true)));
        receipts.add(log.append(delete("e", 1)));
        receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
        assertThat(marks(1)).isEqualTo("{}");
        assertThat(marks(3)).isEqualTo("{👍=1}");
    }

    // MUST 17: read marks.

    @Test
    void aReadMarkGoesUpAndNeverDownOrBeyondTheHead() throws Exception {
        messages(log, "m", 5);
        assertThat(await(log.read("ann"))).isZero();
        assertThat(await(log.markRead("ann", 3))).isEqualTo(3);
        assertThat(await(log.markRead("ann", 2))).isEqualTo(3);
        assertThat(await(log.markRead("bob", 99))).isEqualTo(5);
        assertThat(await(log.markRead("cat", 0))).isZero();
        assertThat(await(log.read("ann"))).isEqualTo(3);
        assertThat(await(log.read("bob"))).isEqualTo(5);
        await(log.trim(6));
        assertThat(await(log.read("ann"))).as("trimming does not touch it").isEqualTo(3);
        restart();
        assertThat(await(log.read("ann"))).isEqualTo(3);
        assertThat(await(log.markRead("ann", 1))).isEqualTo(3);
        assertThat(await(log.read("bob"))).isEqualTo(5);
        assertThat(await(log.read("cat"))).isZero();
    }

    @Test
    void aReadMarkInARoomWithoutAnEntryIsNone() throws Exception {
        assertThat(await(log.markRead("ann", 7))).isZero();
        assertThat(await(log.read("ann"))).isZero();
        log.close();
        log = await(store.open("hall", "Other spelling"));
        assertThat(log.name()).as("joining leaves no trace").isEqualTo("Other spelling");
        stored(log, message("a", "one"));
        assertThat(await(log.read("ann"))).isZero();
    }

    @Test
    void aReadMarkIsNotAnEntryAndOfItsRoomOnly() throws Exception {
        messages(log, "m", 5);
        RoomLog other = await(store.open("other", "Other"));
        messages(other, "m", 5);
        Head before = log.head();
        await(log.markRead("ann", 4));
        assertThat(log.head()).isEqualTo(before);
        assertThat(await(other.read("ann"))).isZero();
        log.close();
        log = await(store.open("hall", "Hall"));
        assertThat(await(log.read("ann"))).isEqualTo(4);
    }

    @Test
    void theReadMarksFurthestBackAreForgottenAndNobodyElses() throws Exception {
        messages(log, "m", 9);
        for (int i = 1; i <= 6; i++) {
            await(log.markRead("g:" + (char) ('a' + i), i));
        }
        await(log.markRead("g", 1));
        await(log.markRead("u:old", 1));
        await(log.markRead("h:old", 1));
        Head before = log.head();
        assertThat(await(log.forgetReads("g:", 6))).isZero();
        assertThat(await(log.forgetReads("g:", 2))).isEqualTo(4);
        assertThat(log.head()).isEqualTo(before);
        restart();
        for (int i = 1; i <= 6; i++) {
            assertThat(await(log.read("g:" + (char) ('a' + i)))).isEqualTo(i > 4 ? i : 0);
        }
        for (String other : List.of("g", "u:old", "h:old")) {
            assertThat(await(log.read(other))).isEqualTo(1);
        }
        assertThat(await(log.markRead("g:b", 3))).as("it may begin anew").isEqualTo(3);
        assertThat(await(log.forgetReads("g:", 0))).isEqualTo(3);
    }

    // Looking up an id.

    @Test
    void aStoredIdIsFoundAndNoOther() throws Exception {
        messages(log, "m", 5);
        assertThat(await(log.find("ann", "m2"))).contains(at(3));
        assertThat(await(log.find("bob", "m2"))).isEmpty();
        assertThat(await(log.find("ann", "m9"))).isEmpty();
        await(log.trim(5));
        assertThat(await(log.find("ann", "m2"))).as("beyond a trim").contains(at(3));
        restart();
        assertThat(await(log.find("ann", "m2"))).contains(at(3));
    }

    @Test
    void anIdThatIsOnItsWayIsFound() {
        CompletionStage<Receipt> receipt = log.append(message("a", "one"));
        CompletionStage<java.util.Optional<Position>> found = log.find("ann", "a");
        assertThat(await(found)).contains(at(1));
        assertThat(await(receipt)).isEqualTo(new Stored(at(1), false));
    }

    @Test
    void anEmptyRoomFindsNothing() {
        assertThat(await(log.find("ann", "a"))).isEmpty();
    }

    @Test
    void aClosedStoreFindsReadsAndMarksNothing() {
        stored(log, message("a", "one"));
        store.close();
        assertThat(failure(log.find("ann", "a"))).isInstanceOf(IOException.class);
        assertThat(failure(log.read("ann"))).isInstanceOf(IOException.class);
        assertThat(failure(log.markRead("ann", 1))).isInstanceOf(IOException.class);
        assertThat(failure(log.history(Range.before(0), RoomLog.NOBODY, 10, ANY)))
                .isInstanceOf(IOException.class);
    }
}
