package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong frame gets its named refusal; the connection goes on, nothing is stored, and nobody else notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String DEEP = "[".repeat(20) + "]".repeat(20);

    private EmbeddedMaru maru;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        maru = EmbeddedMaru.start(data);
    }

    @AfterAll
    void stop() {
        maru.close();
    }

    static Stream<Arguments> plainFrames() {
        return Stream.of(
                Arguments.of("", "malformedJson"),
                Arguments.of("hello", "malformedJson"),
                Arguments.of("{", "malformedJson"),
                Arguments.of("[]", "malformedJson"),
                Arguments.of("\"message\"", "malformedJson"),
                Arguments.of("{\"message\":\"a\"} x", "malformedJson"),
                Arguments.of("{\"message\":\"a\"}{\"message\":\"b\"}", "malformedJson"),
                Arguments.of("{\"message\":\"a\",\"message\":\"b\"}", "malformedJson"),
                Arguments.of("{\"message\":\"a\",\"x\":" + DEEP + "}", "malformedJson"),
                Arguments.of("{\"message\":\"a\\q\"}", "malformedJson"),
                Arguments.of("{}", "missingField"),
                Arguments.of("{\"message\":null}", "missingField"),
                Arguments.of("{\"text\":\"a\"}", "missingField"),
                Arguments.of("{\"message\":1}", "badField"),
                Arguments.of("{\"message\":[\"a\"]}", "badField"),
                Arguments.of("{\"message\":{\"a\":1}}", "badField"),
                Arguments.of("{\"message\":\"\"}", "textEmpty"),
                Arguments.of("{\"message\":\" \\n\\t \"}", "textEmpty"),
                Arguments.of("{\"message\":\"a\\ud800b\"}", "textInvalid"),
                Arguments.of("{\"message\":\"a\\udc00\\ud800b\"}", "textInvalid"),
                Arguments.of("{\"message\":\"a\\u0000b\"}", "textInvalid"),
                Arguments.of("{\"message\":\"a\\u001bb\"}", "textInvalid"),
                Arguments.of("{\"message\":\"a\\u0085b\"}", "textInvalid"),
                Arguments.of("{\"message\":\"" + "a".repeat(4_001) + "\"}", "textTooLong"),
                Arguments.of("{\"message\":\"" + "\ud83d\ude00".repeat(4_001) + "\"}", "textTooLong"),
                Arguments.of("{\"message\":\"a\",\"id\":1}", "badField"),
                Arguments.of("{\"message\":\"a\",\"id\":\"\"}", "badField"),
                Arguments.of("{\"message\":\"a\",\"id\":\"a b\"}", "badField"),
                Arguments.of("{\"message\":\"a\",\"id\":\"" + "i".repeat(65) + "\"}", "badField"));
    }

    @ParameterizedTest
    @MethodSource("plainFrames")
    void thePlainWireRefusesByName(String frame, String code) {
        try (TestMember other = TestMember.plain(maru.uri("/chat/plain"));
                TestMember sender = TestMember.plain(maru.uri("/chat/plain"))) {
            long before = sayAndReadN(other, "before");
            sender.send(frame);
            JsonObject error = nextError(sender);
            assertThat(error.getString("code")).as("%s", error).isEqualTo(code);
            assertThat(error.getString("text")).endsWith(".").doesNotContain("Exception", "\tat ", "chat.maru");
            assertThat(error.getString("outcome")).isEqualTo("notStored");
            sender.send("{\"message\":\"after\"}");
            assertThat(other.next().getJsonNumber("n").longValue())
                    .as("nothing was stored")
                    .isEqualTo(before + 1);
            other.assertExhausted();
        }
    }

    private static long sayAndReadN(TestMember member, String text) {
        member.send("{\"message\":\"" + text + "\"}");
        return member.next().getJsonNumber("n").longValue();
    }

    private static JsonObject nextError(TestMember member) {
        JsonObject object = member.next();
        while (!object.containsKey("error")) {
            object = member.next();
        }
        return object.getJsonObject("error");
    }

    static Stream<Arguments> v1Frames() {
        String publish = "{\"type\":\"publish\",\"id\":\"x\",";
        return Stream.of(
                Arguments.of("{\"type\":\"publish\"", "malformedJson"),
                Arguments.of("{\"id\":\"x\"}", "missingField"),
                Arguments.of("{\"type\":1}", "badField"),
                Arguments.of("{\"type\":\"shout\",\"id\":\"x\"}", "unknownType"),
                Arguments.of("{\"type\":\"hello\",\"name\":\"again\"}", "secondHello"),
                Arguments.of("{\"type\":\"publish\",\"text\":\"a\"}", "missingField"),
                Arguments.of(publish + "\"txt\":\"a\"}", "missingField"),
                Arguments.of(publish + "\"text\":7}", "badField"),
                Arguments.of(publish + "\"text\":\"a\\ud800\"}", "textInvalid"),
                Arguments.of(publish + "\"text\":\"\"}", "textEmpty"),
                Arguments.of(publish + "\"text\":\"" + "a".repeat(4_001) + "\"}", "textTooLong"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":-1}", "badField"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":1.5}", "badField"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":\"1\"}", "badField"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":9007199254740992}", "badField"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":1e1000000000}", "badField"),
                Arguments.of(publish + "\"text\":\"a\",\"replyTo\":" + "9".repeat(5_000) + "}", "malformedJson"),
                Arguments.of("{\"type\":\"history\",\"id\":\"h\",\"limit\":0}", "badField"),
                Arguments.of("{\"type\":\"history\",\"id\":\"h\",\"limit\":101}", "badField"),
                Arguments.of("{\"type\":\"history\",\"id\":\"h\",\"before\":-5}", "badField"),
                Arguments.of("{\"type\":\"history\"}", "missingField"));
    }

    @ParameterizedTest
    @MethodSource("v1Frames")
    void maruV1RefusesByNameAndGoesOn(String frame, String code) {
        try (TestMember member = TestMember.v1(maru.uri("/chat/v1"), "{\"type\":\"hello\"}")) {
            int head = member.skipTo("welcome").getInt("head");
            member.skipTo("caughtUp");
            member.send(frame);
            JsonObject refused = member.next("refused");
            assertThat(refused.getString("code")).as("%s", refused).isEqualTo(code);
            assertThat(refused.getString("outcome")).isEqualTo("notStored");
            assertThat(refused.getString("text")).endsWith(".").doesNotContain("Exception");
            member.send("{\"type\":\"ping\"}");
            assertThat(member.next("pong").getInt("head"))
                    .as("nothing was stored")
                    .isEqualTo(head);
            member.assertExhausted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"publish\",\"id\":\"x\",\"text\":\"a\"}", "{\"type\":\"ping\"}"})
    void beforeTheHelloEverythingElseIsRefused(String frame) {
        try (TestMember member = TestMember.v1(maru.uri("/chat/v1"), frame)) {
            assertThat(member.next("refused").getString("code")).isEqualTo("helloFirst");
            member.send("{\"type\":\"hello\"}");
            member.next("welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0007b", "a\u202eb", "zero\u200bwidth"})
    void aBadGuestNameIsClosed4505(String name) {
        JsonObject hello = jakarta.json.Json.createObjectBuilder()
                .add("type", "hello")
                .add("name", name)
                .build();
        try (TestMember member = TestMember.v1(maru.uri("/chat/v1"), hello.toString())) {
            assertThat(member.closeCode()).isEqualTo(4505);
        }
    }

    @Test
    void aNameBeyondTheLimitIsClosed4505AndOneAtTheLimitIsWelcome() {
        try (TestMember at = TestMember.v1(
                        maru.uri("/chat/v1"), "{\"type\":\"hello\",\"name\":\"" + "한".repeat(40) + "\"}");
                TestMember beyond = TestMember.v1(
                        maru.uri("/chat/v1"), "{\"type\":\"hello\",\"name\":\"" + "한".repeat(41) + "\"}")) {
            at.next("welcome");
            assertThat(beyond.closeCode()).isEqualTo(4505);
        }
    }

    @Test
    void aSecretThatNobodyMintedIsClosed4506() {
        try (TestMember member = TestMember.v1(maru.uri("/chat/v1"), "{\"type\":\"hello\",\"guest\":\"guess\"}")) {
            assertThat(member.closeCode()).isEqualTo(4506);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "_a", ".a", "a b", "a;b", "a%b", "a:b", "한국!", "\u0301a", "👩"})
    void aBadRoomNameIsClosed4504(String room) {
        assertThat(closeCodeOf(room)).isEqualTo(4504);
    }

    @Test
    void aRoomNameOf64CodePointsIsARoomAndOneOf65IsNot() {
        try (TestMember member = TestMember.plain(maru.uri("/chat/" + encode("한".repeat(64))))) {
            assertThat(sayAndReadN(member, "hi")).isPositive();
        }
        assertThat(closeCodeOf("한".repeat(65))).isEqualTo(4504);
    }

    private int closeCodeOf(String room) {
        try (TestMember member = TestMember.plain(maru.uri("/chat/" + encode(room)))) {
            return member.closeCode();
        }
    }

    private static String encode(String room) {
        return URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void aBinaryFrameIsClosed1003() {
        try (TestMember member = TestMember.plain(maru.uri("/chat/plain"))) {
            member.socket().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true);
            assertThat(member.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aFrameAboveTheLimitIsClosed1009AndOneAtTheLimitIsRefusedForItsText() {
        String start = "{\"message\":\"";
        String end = "\"}";
        String fill = "a".repeat(65_536 - start.length() - end.length());
        try (TestMember at = TestMember.plain(maru.uri("/chat/plain"));
                TestMember beyond = TestMember.plain(maru.uri("/chat/plain"))) {
            at.send(start + fill + end);
            assertThat(nextError(at).getString("code")).isEqualTo("textTooLong");
            beyond.send(start + fill + "a" + end);
            assertThat(beyond.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?history=abc", "?history=101", "?after=x:y", "?after=-1", "?name=%00"})
    void aBadQueryIsRefusedByNameAndTheConnectionStays(String query) {
        try (TestMember member = TestMember.plain(maru.uri("/chat/query" + query))) {
            assertThat(nextError(member).getString("code")).isEqualTo("badField");
            assertThat(sayAndReadN(member, "still here")).isPositive();
        }
    }
}
