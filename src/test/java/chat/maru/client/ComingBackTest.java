package chat.maru.client;

import static chat.maru.client.Heard.failure;
import static chat.maru.client.Heard.in;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client over the end of a connection: it resumes, sends again, or stays away. */
class ComingBackTest {
    @TempDir
    Path data;

    private final Heard heard = new Heard();
    private EmbeddedMaru maru;
    private volatile URI room;

    @BeforeEach
    void start() throws Exception {
        maru = EmbeddedMaru.start(data);
        room = maru.uri("/chat/lobby");
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    private MaruClient join(Options options) {
        return MaruClient.connect(() -> room, options, heard);
    }

    @Test
    void aRestartOfTheServerLosesNothingAndDoublesNothing() throws Exception {
        try (MaruClient client = join(Options.named("지수"))) {
            in(client.publish("one"));
            String author = in(client.welcome()).you().id();
            assertThat(heard.skipTo("message")).isEqualTo("message 1 one");
            maru.close();
            assertThat(heard.skipTo("lost")).isEqualTo("lost 1001");
            CompletionStage<Ack> meanwhile = client.publish("two");
            start();
            assertThat(in(meanwhile)).extracting(Ack::n).isEqualTo(2L);
            assertThat(heard.skipTo("welcome")).isEqualTo("welcome 지수 resumed true");
            assertThat(heard.skipTo("message")).isEqualTo("message 2 two");
            assertThat(in(client.historyBefore(0, 10)).messages().stream()
                            .map(entry -> entry.from().id()))
                    .containsExactly(author, author);
        }
    }

    @Test
    void whatWasNotAnsweredGoesAgainInItsOrderAndIsStoredOnce() throws Exception {
        try (MaruClient client = join(Options.named("지수"))) {
            List<CompletionStage<Ack>> calls = new ArrayList<>();
            for (int i = 1; i <= 300; i++) {
                calls.add(client.publish("text " + i));
            }
            in(calls.get(40));
            maru.close();
            start();
            for (int i = 1; i <= 300; i++) {
                assertThat(in(calls.get(i - 1)).n()).as("text %d", i).isEqualTo(i);
            }
            for (int i = 1; i <= 300; i++) {
                assertThat(heard.skipTo("message")).isEqualTo("message " + i + " text " + i);
            }
        }
    }

    @Test
    void aPositionOfAnotherEpochIsToldAsAGapAndReadOnFromThere() throws Exception {
        in(join(Options.DEFAULT.withReconnect(false)).publish("one"));
        try (MaruClient client = join(Options.DEFAULT.withAfter(new Position("other", 9)))) {
            assertThat(heard.skipTo("gap")).isEqualTo("gap epoch 1 1");
            assertThat(heard.next()).isEqualTo("caughtUp 1");
            assertThat(client.cursor())
                    .isEqualTo(new Position(in(client.welcome()).epoch(), 1));
        }
    }

    @Test
    void whoStartsAtTheStartHearsItAll() throws Exception {
        try (MaruClient speaker = MaruClient.connect(room, Options.DEFAULT)) {
            in(speaker.publish("one"));
            in(speaker.publish("two"));
            try (MaruClient reader = join(Options.DEFAULT.withAfter(Position.START))) {
                assertThat(heard.skipTo("message")).isEqualTo("message 1 one");
                assertThat(heard.next()).isEqualTo("message 2 two");
                assertThat(in(reader.welcome()).resumed()).isTrue();
            }
        }
    }

    @Test
    void aCodeThatSaysNotToComeBackEndsIt() throws Exception {
        room = maru.uri("/chat/_bad");
        MaruClient client = join(Options.named("지수"));
        assertThat(in(client.closed()).code()).isEqualTo(4504);
        assertThat(failure(client.publish("to nobody"), ClosedException.class).code())
                .isEqualTo(4504);
        assertThat(heard.next()).isEqualTo("closed 4504");
    }

    @Test
    void aRefusedHelloEndsIt() throws Exception {
        MaruClient client = join(Options.DEFAULT.withHistory(5_000));
        assertThat(in(client.closed()).code()).isEqualTo(1008);
        assertThat(heard.next()).isEqualTo("refused badField");
        assertThat(heard.next()).isEqualTo("closed 1008");
    }

    @Test
    void whoIsNotToComeBackEndsWithTheFirstLoss() throws Exception {
        MaruClient client = join(Options.DEFAULT.withReconnect(false));
        in(client.welcome());
        maru.close();
        assertThat(in(client.closed()).code()).isEqualTo(1001);
    }
}
