package chat.maru.client;

import static chat.maru.client.Heard.in;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client where the server limits how fast and from how many places one may talk, over real sockets. */
class PaceTest {
    private static final int MESSAGES = 200;

    @TempDir
    Path data;

    private final Heard heard = new Heard();

    @Test
    void whatWasTooFastIsStoredOnceAllTheSame() throws Exception {
        String[] limits = {"maru.messagesPerSecondMax", "10", "maru.messagesBurstMax", "20"};
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, limits);
                MaruClient client = MaruClient.connect(maru.uri("/chat/lobby"), Options.named("지수"), heard)) {
            List<CompletionStage<Ack>> calls = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                calls.add(client.publish("text " + i));
            }
            Set<Long> stored = new HashSet<>();
            for (CompletionStage<Ack> call : calls) {
                Ack ack = in(call);
                assertThat(ack.duplicate()).isFalse();
                stored.add(ack.n());
            }
            assertThat(stored).hasSize(MESSAGES);
            assertThat(in(client.ping()).head()).as("none was doubled").isEqualTo(MESSAGES);
            assertThat(heard.count("lost") + heard.count("refused")).isZero();
            assertThat(heard.count("message ")).isEqualTo(MESSAGES);
        }
    }

    @Test
    void slowModeIsRefusedAndSaysForHowLong() throws Exception {
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, "maru.moderators", "g:h_ywlkWiz4wDJC83");
                MaruClient moderator = MaruClient.connect(
                        maru.uri("/chat/lobby"), Options.DEFAULT.withGuest("mVq0Zr5cXw2sT8yBnE4uGA"));
                MaruClient client = MaruClient.connect(maru.uri("/chat/lobby"), Options.named("지수"), heard)) {
            in(moderator.set("slowModeSeconds", "60"));
            in(client.publish("one"));
            RefusedException refusal = Heard.failure(client.publish("two"), RefusedException.class);
            assertThat(refusal.code()).isEqualTo("slowMode");
            assertThat(refusal.outcome()).isEqualTo(RefusedException.Outcome.NOT_STORED);
            assertThat(refusal.retryAfterMillis().orElseThrow()).isBetween(1L, 60_000L);
            in(moderator.set("door", "readOnly"));
            assertThat(heard.skipTo("rights")).isEqualTo("rights r");
        }
    }

    @Test
    void whoIsConnectedTooOftenComesBackWhenThereIsRoom() throws Exception {
        Options me = Options.DEFAULT.withGuest("mVq0Zr5cXw2sT8yBnE4uGA");
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, "maru.connectionsPerIdentityMax", "1")) {
            MaruClient first = MaruClient.connect(maru.uri("/chat/lobby"), me);
            in(first.welcome());
            try (MaruClient second = MaruClient.connect(maru.uri("/chat/lobby"), me, heard)) {
                assertThat(heard.next()).isEqualTo("lost 4030");
                first.close();
                assertThat(in(second.publish("in at last")).n()).isEqualTo(1);
            }
        }
    }

    @Test
    void whoIsSentOutStaysOut() throws Exception {
        Options moderator = Options.DEFAULT.withGuest("mVq0Zr5cXw2sT8yBnE4uGA");
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, "maru.moderators", "g:h_ywlkWiz4wDJC83");
                MaruClient jisu = MaruClient.connect(maru.uri("/chat/lobby"), moderator)) {
            MaruClient kicked = MaruClient.connect(maru.uri("/chat/lobby"), Options.DEFAULT);
            moderate(jisu, "kick", in(kicked.welcome()).you().id());
            assertThat(in(kicked.closed()).code()).isEqualTo(4508);
            MaruClient banned = MaruClient.connect(maru.uri("/chat/lobby"), Options.DEFAULT);
            moderate(jisu, "ban", in(banned.welcome()).you().id());
            assertThat(in(banned.closed()).code()).isEqualTo(4511);
            MaruClient stranger = MaruClient.connect(maru.uri("/chat/lobby"), Options.DEFAULT);
            in(stranger.welcome());
            in(jisu.set("door", "invited"));
            assertThat(in(stranger.closed()).code()).isEqualTo(4507);
        }
    }

    private static void moderate(MaruClient moderator, String act, String member) {
        in(moderator.command(Frames.of("moderate")
                .add("id", Frames.newId())
                .add("act", act)
                .add("member", member)
                .build()));
    }
}
