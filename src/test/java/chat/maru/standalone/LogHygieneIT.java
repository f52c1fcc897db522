package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runnable WAR writes into its log, when everything that it is told in confidence is a canary. */
class LogHygieneIT extends RestServer {
    private static final String SECRET = "CANARY0secret0AAAAAAAA";
    private static final String TOKEN = "eyJDQU5BUlk.eyJDQU5BUlk.CANARY_signature";
    private static final String TURNED = "canary\\u001b[31m\\r\\n22:00:00 SEVERE chat.maru: forged";

    private static final int REFUSALS_MAX = 100;

    /** A line of its own begins with the time; only a start prints others. */
    private static final Pattern LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*|Maru .*|.*http://127\\.0\\.0\\.1.*");

    /** At the level that the server has when nobody sets one. */
    @Test
    void whoIsRefusedHasALineThatSaysWhyAndWhoAndWhenceButOnlyOne() {
        for (int i = 0; i < 30; i++) {
            refusedWith(4510, "{\"type\":\"hello\",\"token\":\"" + TOKEN + "\"}");
            refusedWith(4506, "{\"type\":\"hello\",\"guest\":\"canary\"}");
        }
        insist();
        String whence = "; user none, address 127.0.0.1, origin none";
        for (String line : List.of(
                "refused to know somebody, BAD_TOKEN: This server takes no such tokens." + whence,
                "refused to know somebody, BAD_GUEST: The guest's secret is the 22 characters that welcome.guest gave."
                        + whence,
                "closed with 4029 tooManyRefusals; user " + id(GUEST) + ", address 127.0.0.1, origin none")) {
            awaitLog(line);
            assertThat(maru.output().lines().filter(written -> written.endsWith(": " + line)))
                    .as(line)
                    .hasSizeBetween(1, 3);
        }
        assertThat(maru.output().toLowerCase(Locale.ROOT)).doesNotContain("canary");
    }

    private static void refusedWith(int code, String hello) {
        try (TestMember member = TestMember.v1(maru.ws("/chat/lobby"), hello)) {
            assertThat(member.closeCode()).isEqualTo(code);
        }
    }

    private static void insist() {
        try (TestMember member =
                TestMember.v1(maru.ws("/chat/lobby"), "{\"type\":\"hello\",\"guest\":\"" + GUEST + "\"}")) {
            member.skipTo("welcome");
            for (int i = 0; i <= REFUSALS_MAX; i++) {
                member.send("canary {");
            }
            assertThat(member.closeCode()).isEqualTo(4029);
        }
    }

    private static void awaitLog(String words) {
        long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
        while (!maru.output().contains(words) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(maru.output()).contains(words);
    }

    @Test
    void nothingThatWasSaidInConfidenceIsInTheLogAndNothingSaidMakesALine() throws IOException {
        int begun = maru.output().length();
        sockets();
        requests();
        // The last word, whose line shows that all before it has come through the pipe.
        handshake("https://last.example");
        awaitLog("last.example");
        String log = maru.output().substring(begun);
        assertThat(log.toLowerCase(Locale.ROOT)).doesNotContain("canary");
        assertThat(log).doesNotContain("\u001b", "\tat ", "Exception");
        assertThat(log.lines().filter(line -> !LINE.matcher(line).matches())).isEmpty();
        System.out.println(
                "lines of the log that were looked at: " + log.lines().count());
    }

    private static void sockets() {
        for (String hello : List.of(
                "{\"type\":\"hello\",\"guest\":\"" + SECRET + "\",\"name\":\"canary\"}",
                "{\"type\":\"hello\",\"token\":\"" + TOKEN + "\"}",
                "{\"type\":\"hello\",\"token\":\"maru_bot_CANARY\"}",
                "{\"type\":\"hello\",\"guest\":\"canary\"}",
                "{\"type\":\"hello\",\"name\":\"" + TURNED + "\"}")) {
            try (TestMember member = TestMember.v1(maru.ws("/chat/canary"), hello)) {
                member.send("{\"type\":\"publish\",\"id\":\"canary\",\"text\":\"canary\"}");
                member.send("{\"type\":\"publish\",\"id\":\"canary2\",\"text\":\"" + TURNED + "\"}");
                member.send("{\"type\":\"token\",\"token\":\"" + TOKEN + "\"}");
                member.send("{\"type\":\"delete\",\"id\":\"canary3\",\"of\":1,\"reason\":\"canary\"}");
                member.send("{\"type\":\"moderate\",\"id\":\"canary4\",\"act\":\"ban\",\"member\":\"canary\"}");
                member.send("canary {");
                member.send("{\"type\":\"ping\"}");
                member.awaitOrClose("pong");
            }
        }
    }

    private static void requests() throws IOException {
        List<String> credentials =
                List.of("Guest " + SECRET, "Guest canary", "Bearer " + TOKEN, "Bearer maru_bot_CANARY", "Basic canary");
        for (String credential : credentials) {
            for (String path : List.of(
                    "rooms?room=canary&token=canary",
                    "rooms/canary/messages?token=canary",
                    "hooks/in/CANARY0123456789012345678901234567890123456",
                    "canary%0d%0acanary")) {
                RawHttp.get(server, "/api/v1/" + path, "Authorization: " + credential, "Cookie: maru=canary");
                RawHttp.send(
                        server,
                        "POST",
                        "/api/v1/" + path,
                        "{\"text\":\"canary\"}",
                        "Authorization: " + credential,
                        JSON);
            }
        }
        String order = "{\"id\":\"c1\",\"act\":\"ban\",\"member\":\"g:canary\",\"reason\":\"canary\"}";
        assertThat(send(ADMIN, "POST", "rooms/canary/moderation", order).status())
                .isEqualTo(201);
        RawHttp bot = RawHttp.send(
                server,
                "POST",
                "/api/v1/bots",
                "{\"name\":\"canary\",\"rooms\":{\"canary\":\"rw\"}}",
                "Authorization: Guest " + ADMIN,
                JSON);
        String token = json(bot).getString("token");
        RawHttp.get(server, "/api/v1/rooms/canary/messages", "Authorization: Bearer " + token);
        assertThat(maru.output()).doesNotContain(token.substring("maru_bot_".length()));
    }

    private static void handshake(String origin) throws IOException {
        String[] headers = Stream.of(
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                        "Sec-WebSocket-Version: 13",
                        "Origin: " + origin)
                .toArray(String[]::new);
        assertThat(RawHttp.get(server, "/chat/lobby", headers).status()).isEqualTo(403);
    }
}
