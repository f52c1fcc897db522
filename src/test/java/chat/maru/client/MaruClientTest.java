package chat.maru.client;

import static chat.maru.client.Heard.failure;
import static chat.maru.client.Heard.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.client.RefusedException.Outcome;
import chat.maru.support.EmbeddedMaru;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection of the Java client, on a real server: its words, its answers, its bounds. */
class MaruClientTest {
    private static final Options JISU = Options.named("지수").withReconnect(false);

    @TempDir
    Path data;

    private EmbeddedMaru maru;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws Exception {
        maru = EmbeddedMaru.start(data);
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    private MaruClient join(Options options) {
        return MaruClient.connect(maru.uri("/chat/lobby"), options, heard);
    }

    @Test
    void whatIsPublishedIsAcknowledgedAndHeard() throws Exception {
        try (MaruClient client = join(JISU)) {
            Ack ack = in(client.publish("안녕하세요 👩‍👩‍👧"));
            assertThat(ack.n()).isEqualTo(1);
            assertThat(ack.duplicate()).isFalse();
            assertThat(in(client.welcome()).you().name()).isEqualTo("지수");
            assertThat(heard.next()).isEqualTo("welcome 지수 resumed false");
            assertThat(heard.skipTo("message")).isEqualTo("message 1 안녕하세요 👩‍👩‍👧");
            assertThat(client.cursor())
                    .isEqualTo(new Position(in(client.welcome()).epoch(), 1));
        }
        assertThat(heard.skipTo("closed")).isEqualTo("closed 1000");
    }

    @Test
    void theSameIdIsStoredOnceAndAnotherTextUnderItIsRefused() {
        try (MaruClient client = join(JISU)) {
            assertThat(in(client.publish("a", "one"))).isEqualTo(new Ack("a", 1, false));
            assertThat(in(client.publish("a", "one"))).isEqualTo(new Ack("a", 1, true));
            RefusedException refusal = failure(client.publish("a", "two"), RefusedException.class);
            assertThat(refusal.code()).isEqualTo("idReused");
            assertThat(refusal.outcome()).isEqualTo(Outcome.NOT_STORED);
            assertThat(refusal.id()).isEqualTo("a");
        }
    }

    @Test
    void badTextIsRefusedByItsIdAndTheConnectionGoesOn() {
        try (MaruClient client = join(JISU)) {
            assertThat(failure(client.publish(" "), RefusedException.class).code())
                    .isEqualTo("textEmpty");
            assertThat(failure(client.publish("\ud800"), RefusedException.class).code())
                    .isEqualTo("textInvalid");
            assertThat(failure(client.publish("가".repeat(30_000)), RefusedException.class)
                            .code())
                    .isEqualTo(RefusedException.FRAME_TOO_BIG);
            assertThat(failure(client.reply(7, "to nothing"), RefusedException.class)
                            .code())
                    .isEqualTo("noTarget");
            assertThat(in(client.publish("still here")).n()).isEqualTo(1);
            assertThatThrownBy(() -> client.publish("한", "x")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void moreCallsThanTheServerTakesAtOnceLeaveInTheirOrder() {
        try (MaruClient client = join(JISU)) {
            List<CompletionStage<Ack>> calls = IntStream.rangeClosed(1, 500)
                    .mapToObj(i -> client.publish("text " + i))
                    .toList();
            assertThat(calls.stream().map(call -> in(call).n()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 500).boxed().toList());
        }
    }

    @Test
    void historyComesInPagesAndPingTellsTheHead() throws Exception {
        try (MaruClient client = join(JISU)) {
            for (int i = 1; i <= 5; i++) {
                in(client.publish("text " + i));
            }
            Page page = in(client.historyBefore(5, 3));
            assertThat(page.messages().stream().map(Entry::text)).containsExactly("text 2", "text 3", "text 4");
            assertThat(page.more()).isTrue();
            assertThat(page.head()).isEqualTo(5);
            assertThat(in(client.ping())).isEqualTo(new Pong(5, 5));
        }
        assertThat(heard.skipTo("closed")).isEqualTo("closed 1000");
        try (MaruClient late = join(JISU.withHistory(2))) {
            assertThat(heard.skipTo("page")).isEqualTo("page [4, 5]");
            assertThat(heard.next()).isEqualTo("caughtUp 5");
            assertThat(late.cursor()).isEqualTo(new Position(in(late.welcome()).epoch(), 5));
        }
    }

    @Test
    void aCallBeyondTheOutboxFailsAtOnceAndTheEndFailsTheRest() {
        MaruClient client = MaruClient.connect(
                () -> URI.create("ws://127.0.0.1:1/chat/lobby"), Options.DEFAULT.withOutboxMax(2), heard);
        CompletionStage<Ack> first = client.publish("one");
        CompletionStage<Ack> second = client.publish("two");
        assertThat(client.publish("three").toCompletableFuture()).isCompletedExceptionally();
        assertThat(failure(client.publish("three"), RefusedException.class).code())
                .isEqualTo(RefusedException.OUTBOX_FULL);
        assertThat(client.typing(true)).isFalse();
        client.close();
        assertThat(failure(first, ClosedException.class).code()).isEqualTo(1000);
        assertThat(failure(second, ClosedException.class).code()).isEqualTo(1000);
        assertThat(failure(client.welcome(), ClosedException.class).code()).isEqualTo(1000);
        assertThat(failure(client.publish("late"), ClosedException.class).code())
                .isEqualTo(1000);
    }

    @Test
    void aListenerThatThrowsHearsTheNextEntry() throws Exception {
        Listener throwing = new Listener() {
            @Override
            public void entry(MaruClient client, Entry entry) {
                heard.entry(client, entry);
                throw new IllegalStateException("meant to be logged by this test");
            }
        };
        try (MaruClient client = MaruClient.connect(maru.uri("/chat/lobby"), JISU, throwing)) {
            in(client.publish("one"));
            in(client.publish("two"));
            assertThat(heard.next()).isEqualTo("message 1 one");
            assertThat(heard.next()).isEqualTo("message 2 two");
        }
    }
}
