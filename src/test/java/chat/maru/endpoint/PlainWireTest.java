package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire of the tutorial, on real sockets. */
class PlainWireTest extends OpenHall {
    @Test
    void whatOneSaysEverybodyHearsOnceTheSpeakerIncluded() {
        try (TestMember jisu = TestMember.plain(maru.uri("/chat/lobby?name=Jisu"));
                TestMember minho = TestMember.plain(maru.uri("/chat/lobby/"))) {
            say(minho, "hello");
            minho.next();
            jisu.send("{\"message\":\"안녕하세요\"}");
            JsonObject heard = skipTo(minho, "안녕하세요");
            assertThat(heard.getString("from")).isEqualTo("Jisu");
            assertThat(heard.keySet()).containsExactlyInAnyOrder("message", "from", "n", "epoch", "at", "id");
            assertThat(skipTo(jisu, "안녕하세요")).isEqualTo(heard);
            jisu.assertExhausted();
            minho.assertExhausted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/한국", "/chat/한국/", "/ws/chat/한국", "/ws/chat/한국/"})
    void everyPathLeadsToTheSameRoom(String path) {
        try (TestMember listener = TestMember.plain(maru.uri("/chat/" + encode("한국")));
                TestMember speaker = TestMember.plain(maru.uri(path.replace("한국", encode("한국"))))) {
            say(listener, "here");
            listener.next();
            say(speaker, "there");
            skipTo(speaker, "there");
            assertThat(listener.next().getString("message")).isEqualTo("there");
        }
    }

    @Test
    void composedAndDecomposedNamesAndBothCasesAreOneRoom() {
        String decomposed = java.text.Normalizer.normalize("Café한국", java.text.Normalizer.Form.NFD);
        try (TestMember one = TestMember.plain(maru.uri("/chat/" + encode("Café한국")));
                TestMember other = TestMember.plain(maru.uri("/chat/" + encode(decomposed.toUpperCase())))) {
            say(one, "1");
            one.next();
            say(other, "2");
            skipTo(other, "2");
            assertThat(one.next().getString("message")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "안녕하세요, 마루입니다",
                "👩‍👩‍👧‍👦 family, 🏳️‍🌈 flag, 👍🏽 tone",
                "مرحبا بكم في الغرفة",
                "שלום עולם and back",
                "tab\tand\nbreak",
                "quote \" backslash \\ slash / </script> \u2028 end"
            })
    void textComesBackExactlyAsSent(String text) {
        try (TestMember member = TestMember.plain(maru.uri("/chat/lobby"))) {
            say(member, text);
            assertThat(member.next().getString("message")).isEqualTo(text);
        }
    }

    @Test
    void aRetryWithTheSameIdIsHeardOnce() {
        try (TestMember member = TestMember.plain(maru.uri("/chat/lobby"))) {
            member.send("{\"message\":\"once\",\"id\":\"a\"}").send("{\"message\":\"once\",\"id\":\"a\"}");
            member.send("{\"message\":\"end\"}");
            assertThat(member.messagesUntil("end")).containsExactly("once", "end");
        }
    }

    @Test
    void historyShowsTheNewestMessagesBeforeWhatIsLive() {
        try (TestMember speaker = TestMember.plain(maru.uri("/chat/lobby"))) {
            for (int i = 1; i <= 5; i++) {
                say(speaker, "m" + i);
            }
            speaker.messagesUntil("m5");
            try (TestMember late = TestMember.plain(maru.uri("/chat/lobby?history=3"))) {
                assertThat(late.messagesUntil("m5")).containsExactly("m3", "m4", "m5");
                say(speaker, "m6");
                assertThat(late.messagesUntil("m6")).containsExactly("m6");
            }
        }
    }

    @Test
    void resumeGoesOnBehindThePositionAndTellsOfAForeignEpoch() {
        try (TestMember speaker = TestMember.plain(maru.uri("/chat/lobby"))) {
            say(speaker, "m1");
            String epoch = speaker.next().getString("epoch");
            say(speaker, "m2");
            speaker.next();
            try (TestMember back = TestMember.plain(maru.uri("/chat/lobby?after=" + epoch + ":1"));
                    TestMember trusting = TestMember.plain(maru.uri("/chat/lobby?after=0"));
                    TestMember foreign = TestMember.plain(maru.uri("/chat/lobby?after=other:1"))) {
                assertThat(back.messagesUntil("m2")).containsExactly("m2");
                assertThat(trusting.messagesUntil("m2")).containsExactly("m1", "m2");
                JsonObject error = foreign.next().getJsonObject("error");
                assertThat(error.getString("code")).isEqualTo("gap");
                assertThat(error.getString("epoch")).isEqualTo(epoch);
                say(speaker, "m3");
                assertThat(foreign.messagesUntil("m3")).containsExactly("m3");
            }
        }
    }

    private static void say(TestMember member, String text) {
        member.send(jakarta.json.Json.createObjectBuilder()
                .add("message", text)
                .build()
                .toString());
    }

    private static JsonObject skipTo(TestMember member, String text) {
        JsonObject object = member.next();
        while (!object.getString("message", "").equals(text)) {
            object = member.next();
        }
        return object;
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
