package chat.maru.client;

import static chat.maru.client.Heard.failure;
import static chat.maru.client.Heard.in;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client says is what the server understands, word by word. */
class WholeWireTest {
    @TempDir
    Path data;

    @Test
    void everyWordOfTheClientIsUnderstood() throws Exception {
        Heard heard = new Heard();
        try (EmbeddedMaru maru = EmbeddedMaru.start(data);
                MaruClient jisu = MaruClient.connect(maru.uri("/chat/lobby"), Options.named("지수"));
                MaruClient minho = MaruClient.connect(maru.uri("/chat/lobby"), Options.named("민호"), heard)) {
            String jisuId = in(jisu.welcome()).you().id();
            in(minho.welcome());
            assertThat(in(jisu.publish("안녕")).n()).isEqualTo(1);
            assertThat(in(jisu.edit(1, "안녕!")).n()).isEqualTo(2);
            assertThat(in(minho.react(1, "👍", true)).n()).isEqualTo(3);
            assertThat(in(minho.reply(1, "반가워요")).n()).isEqualTo(4);
            assertThat(heard.skipTo("edit")).isEqualTo("edit 2 안녕!");
            assertThat(heard.skipTo("reaction")).isEqualTo("reaction 3 ");
            Page around = in(jisu.historyAround(1, 10));
            assertThat(around.messages().get(0).text()).isEqualTo("안녕!");
            assertThat(around.messages().get(0).editedAt()).isPresent();
            assertThat(around.messages().get(0).reactions()).containsEntry("👍", 1L);
            assertThat(around.messages().get(0).reactedBy())
                    .containsEntry("👍", List.of(in(minho.welcome()).you().id()));
            assertThat(in(jisu.historyAfter(1, 10)).messages()).hasSize(1);
            assertThat(in(jisu.delete(1)).n()).isEqualTo(5);
            assertThat(heard.skipTo("delete")).isEqualTo("delete 5 ");
            assertThat(in(jisu.historyBefore(0, 10)).messages().get(0).deleted())
                    .isTrue();
            assertThat(failure(jisu.set("topic", "차"), RefusedException.class).code())
                    .isEqualTo("notAllowed");
            assertThat(jisu.typing(true)).isTrue();
            assertThat(heard.skipTo("typing [P")).contains("지수");
            assertThat(jisu.read(4)).isTrue();
            assertThat(heard.skipTo("read")).isEqualTo("read " + jisuId + " 4");
            assertThat(minho.rename("민호2")).isTrue();
            assertThat(heard.skipTo("renamed")).isEqualTo("renamed 민호2");
            assertThat(heard.skipTo("presence")).contains("민호2");
        }
    }
}
