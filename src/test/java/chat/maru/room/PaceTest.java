package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Verb;
import chat.maru.log.Act;
import chat.maru.log.Draft;
import chat.maru.log.Neighbours;
import chat.maru.log.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slow mode where other nodes have to be asked, and take their time to answer. */
class PaceTest {
    private static final RoomName HALL = RoomName.parse("hall").orElseThrow();

    private final Asked asked = new Asked();
    private final Node node = new Node(NodeStore.of(asked));
    private Node.Guest kim;
    private Node.Guest bob;

    @BeforeEach
    void slow() {
        kim = node.join(HALL, Node.MODERATOR, "Kim");
        bob = node.join(HALL, "g:bob", "Bob");
        Draft slow = Draft.state(Node.MODERATOR, "Kim", "slow", "slowModeSeconds", "600");
        Node.now(kim.room.admit(kim.identity(), "").append(Verb.SET, slow));
    }

    @Test
    void whatWasDecidedWhileOthersWereAskedHoldsForTheMessageAndItsTurnIsGivenBack() {
        CompletableFuture<Receipt> said = bob.say("a", "hello").toCompletableFuture();
        assertThat(said).isNotDone();
        Order mute = new Order("m", Act.MUTE, "g:bob", "", 600, "", false, "");
        Node.now(node.rooms.moderation().order(kim.room.admit(kim.identity(), ""), mute));
        asked.answer.complete(0L);
        assertThat(said).isCompletedExceptionally();
        assertThat(asked.released).containsExactly("hall g:bob a");
    }

    @Test
    void aTurnThatAnotherNodeHasGivenIsWaitedForAndNotGivenBack() {
        CompletableFuture<Receipt> said = bob.say("a", "hello").toCompletableFuture();
        asked.answer.complete(1_000L);
        assertThat(said).isCompletedExceptionally();
        assertThat(asked.released).isEmpty();
    }

    @Test
    void aRetryOfWhatHasItsTurnAlreadyIsStoredAndNothingIsGivenBack() {
        asked.answer.complete(-1L);
        assertThat(Node.now(bob.say("a", "hello"))).isInstanceOf(Receipt.Stored.class);
        assertThat(Node.now(bob.say("a", "hello"))).isEqualTo(duplicate());
        assertThat(asked.released).isEmpty();
    }

    private Receipt duplicate() {
        return new Receipt.Stored(bob.room.head().position(), true);
    }

    @Test
    void whereOthersCannotBeAskedThisNodesOwnCountHolds() {
        asked.answer.completeExceptionally(new IOException("nobody answers"));
        assertThat(Node.now(bob.say("a", "hello"))).isInstanceOf(Receipt.Stored.class);
        assertThat(bob.say("b", "again").toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void moderatorsAndRoomsThatAreNotSlowAskNobody() {
        assertThat(Node.now(kim.say("a", "hello"))).isInstanceOf(Receipt.Stored.class);
        assertThat(asked.questions).isZero();
    }

    /** Neighbours that answer when the test says so. */
    private static final class Asked implements Neighbours {
        private final CompletableFuture<Long> answer = new CompletableFuture<>();
        private final List<String> released = new ArrayList<>();
        private int questions;

        @Override
        public String self() {
            return "a";
        }

        @Override
        public void say(byte[] words) {}

        @Override
        public List<byte[]> hear() {
            return List.of();
        }

        @Override
        public CompletionStage<Long> claim(String room, String author, String id, long millis) {
            questions++;
            return answer.copy();
        }

        @Override
        public void release(String room, String author, String id) {
            released.add(room + " " + author + " " + id);
        }
    }
}
