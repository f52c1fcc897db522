package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runnable WAR lets in and what it refuses, request by request. */
class FrontIT {
    private static final String ROOM = "/chat/lobby";
    private static final int FRAME_BYTES_MAX = 65_536;
    private static final int TEXT_ONLY = 1003;
    private static final int TOO_BIG = 1009;

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;

    @BeforeAll
    static void start() throws IOException {
        maru = MaruProcess.start(data);
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/js/page/app.js", "/css/room.css", "/words/ko.json"})
    void whatThePageIsMadeOfComesCompressed(String path) throws IOException {
        RawHttp answer = RawHttp.get(server, path, "Accept-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).contains("gzip");
    }

    @Test
    void modulesComeWithoutTheirComments() throws IOException {
        assertThat(RawHttp.get(server, "/js/room/composer.js").body())
                .contains("export class Composer {")
                .doesNotContain("/**");
    }

    @Test
    void thePageComesWithAStrictPolicy() throws IOException {
        RawHttp page = RawHttp.get(server, "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';")
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).contains("<html").doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void healthIsToldToWhoAsks(String path) throws IOException {
        RawHttp health = RawHttp.get(server, path);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).contains("\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/maru/standalone/Main.class",
                "/chat/maru/standalone/",
                "/chat/maru/standalone/%4dain.class",
                "/chat%2fmaru/standalone/Main.class",
                "//chat/maru/standalone/Main.class",
                "/./chat/maru/standalone/Main.class",
                "/chat;x/maru/standalone/Main.class",
                "/chat/maru/standalone/Main.class;x",
                "/WEB-INF/",
                "/WEB-INF/web.xml",
                "/WEB-INF/classes/chat/maru/app/Maru.class",
                "/WEB-INF/server/",
                "/web-inf/classes/chat/maru/app/Maru.class",
                "/META-INF/MANIFEST.MF",
                "/js/../WEB-INF/classes/chat/maru/app/Maru.class"
            })
    void whatTheServerIsMadeOfIsNotServed(String path) throws IOException {
        RawHttp answer = RawHttp.get(server, path);
        assertThat(answer.status()).as(answer.head()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("\tat ").doesNotContain("Tomcat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1",
                "Origin: https://127.0.0.1:%d",
                "Origin: http://127.0.0.1:%d.evil.example",
                "Host: evil.example",
                "Host: evil.example:%d",
            })
    void pagesOfOthersAreRefused(String header) throws IOException {
        String filled = header.replace("%d", Integer.toString(server.getPort()));
        assertThat(RawHttp.get(server, "/", filled).status()).isEqualTo(403);
        assertThat(RawHttp.handshake(server, ROOM, filled).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void itsOwnPageIsWelcome(String host) throws IOException {
        String name = host + ":" + server.getPort();
        String[] headers = {"Host: " + name, "Origin: http://" + name};
        assertThat(RawHttp.get(server, "/", headers).status()).isEqualTo(200);
        assertThat(RawHttp.handshake(server, ROOM, headers).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7", "Via: 1.1 proxy"})
    void whoComesThroughAProxyIsToldOfTheSetting(String header) throws IOException {
        RawHttp page = RawHttp.get(server, "/", header);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("maru.guests=true");
        assertThat(RawHttp.handshake(server, ROOM, header).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/tutorial%d/", "/chat/tutorial%d", "/ws/chat/tutorial%d/", "/ws/chat/tutorial%d"})
    void twoOfTheTutorialsClientsTalk(String path) {
        URI room = maru.ws(path.replace("%d", Integer.toString(Math.abs(path.hashCode()))));
        try (TestMember one = TestMember.plain(room);
                TestMember other = TestMember.plain(room)) {
            one.send("{\"message\":\"안녕하세요\"}");
            one.messagesUntil("안녕하세요");
            other.send("{\"message\":\"반갑습니다\"}");
            assertThat(one.messagesUntil("반갑습니다")).containsExactly("반갑습니다");
            assertThat(other.messagesUntil("반갑습니다")).endsWith("반갑습니다").hasSizeBetween(1, 2);
            one.assertExhausted();
            other.assertExhausted();
        }
    }

    @Test
    void everyPathLeadsToOneRoom() {
        List<TestMember> members = List.of(
                TestMember.plain(maru.ws("/chat/paths/")),
                TestMember.plain(maru.ws("/chat/paths")),
                TestMember.plain(maru.ws("/ws/chat/paths/")),
                TestMember.plain(maru.ws("/ws/chat/paths")));
        for (TestMember member : members) {
            member.send("{\"message\":\"here\"}");
            member.messagesUntil("here");
        }
        members.get(0).send("{\"message\":\"everybody?\"}");
        assertThat(members)
                .allMatch(member -> member.messagesUntil("everybody?").contains("everybody?"));
        members.forEach(TestMember::close);
    }

    /** In bytes, whatever the letters: a container that counts characters would let three times as much Korean pass. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "가"})
    void aFrameBeyondTheLimitEndsItsConnectionAndNobodyElses(String letter) {
        String room = "big" + letter;
        int letters = FRAME_BYTES_MAX / letter.getBytes(StandardCharsets.UTF_8).length;
        try (TestMember quiet = joined(room);
                TestMember loud = joined(room)) {
            loud.publish("big", letter.repeat(letters));
            assertThat(loud.closeCode()).isEqualTo(TOO_BIG);
            staysAsItWas(quiet);
        }
    }

    @Test
    void aFrameAtTheLimitIsReadAndItsTextRefused() {
        try (TestMember member = joined("brim")) {
            String start = "{\"type\":\"publish\",\"id\":\"brim\",\"text\":\"";
            member.send(start + "x".repeat(FRAME_BYTES_MAX - start.length() - 2) + "\"}");
            JsonObject refused = member.next("refused");
            assertThat(refused.getString("code")).isEqualTo("textTooLong");
            assertThat(refused.getString("id")).isEqualTo("brim");
            staysAsItWas(member);
        }
    }

    @Test
    void aBinaryFrameEndsItsConnectionAndNobodyElses() {
        try (TestMember quiet = joined("binary");
                TestMember loud = joined("binary")) {
            loud.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                    .join();
            assertThat(loud.closeCode()).isEqualTo(TEXT_ONLY);
            staysAsItWas(quiet);
        }
    }

    private static TestMember joined(String room) {
        String path = "/chat/" + URLEncoder.encode(room, StandardCharsets.UTF_8);
        TestMember member = TestMember.v1(maru.ws(path), "{\"type\":\"hello\"}");
        assertThat(member.next("welcome").getInt("head")).isZero();
        member.next("caughtUp");
        return member;
    }

    /** Nothing was stored, nothing was said, and the next message is the first. */
    private static void staysAsItWas(TestMember member) {
        member.publish("first", "hello");
        for (int i = 0; i < 2; i++) {
            assertThat(member.next().getInt("n")).isEqualTo(1);
        }
        member.assertExhausted();
    }
}
