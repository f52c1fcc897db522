package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.delete;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** MUST 15 of {@link RoomLog}, as far as it bounds what reactions add to a log. */
abstract class ReactionContract extends HistoryContract {
    /** Were it none, its id would not be known, and the retry would put on again what was taken off since. */
    @Test
    void aReactionThatChangesNothingIsAnEntrySoThatALateRetryUndoesNothing() throws Exception {
        stored(log, message("a", "one"));
        stored(log, react("bob", "b", 1, "👍", true));
        stored(log, react("bob", "c", 1, "👍", true));
        stored(log, react("bob", "d", 1, "👍", false));
        assertThat(await(log.append(react("bob", "c", 1, "👍", true)))).isEqualTo(new Stored(at(3), true));
        assertThat(marks()).isEmpty();
        restart();
        assertThat(await(log.append(react("bob", "c", 1, "👍", true)))).isEqualTo(new Stored(at(3), true));
        assertThat(marks()).isEmpty();
    }

    @Test
    void aMessageHasSoManyDifferentMarksAndNoMore() throws Exception {
        stored(log, message("a", "one"));
        stored(log, message("b", "two"));
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < Mark.PER_MESSAGE_MAX + 10; i++) {
            receipts.add(log.append(react("bob", "r" + i, 1, "k" + i, true)));
        }
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = await(receipts.get(i));
            if (i < Mark.PER_MESSAGE_MAX) {
                assertThat(receipt).isEqualTo(new Stored(at(3 + i), false));
            } else {
                assertThat(receipt).isEqualTo(refused(Reason.TOO_MANY_MARKS));
            }
        }
        assertThat(marks()).hasSize(Mark.PER_MESSAGE_MAX);
        stored(log, react("cat", "c", 1, "k0", true));
        stored(log, react("cat", "d", 2, "another", true));
        restart();
        assertThat(await(log.append(react("cat", "e", 1, "another", true)))).isEqualTo(refused(Reason.TOO_MANY_MARKS));
        stored(log, react("cat", "f", 1, "another", false));
        stored(log, react("bob", "g", 1, "k1", false));
        stored(log, react("cat", "h", 1, "another", true));
        assertThat(marks()).hasSize(Mark.PER_MESSAGE_MAX).containsKey("another");
    }

    @Test
    void whatIsErasedHasNoMarksToCount() {
        stored(log, message("a", "one"));
        for (int i = 0; i < Mark.PER_MESSAGE_MAX; i++) {
            stored(log, react("bob", "r" + i, 1, "k" + i, true));
        }
        stored(log, delete("d", 1));
        stored(log, react("bob", "late", 1, "another", true));
    }

    private Map<String, Marked> marks() {
        History history = await(log.history(Range.before(2), RoomLog.NOBODY, 1, ANY));
        return history.messages().get(0).reactions();
    }
}
