package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is let in, by whatever way he comes. */
interface GateChecks extends Checks {
    String PROXY = "X-Forwarded-For: 203.0.113.7";
    String EVIL = "Origin: http://evil.example";

    /** Spellings of a room's path that containers read each in their way. */
    List<String> SPELLINGS = List.of(
            "/chat/lobby",
            "/chat/lobby/",
            "/ws/chat/lobby",
            "/ws/chat/lobby/",
            "//chat/lobby",
            "/chat//lobby",
            "/chat/lobby;x",
            "/chat;x/lobby",
            "/;x/chat/lobby",
            "/%63hat/lobby",
            "/chat%2Flobby",
            "/%2e/chat/lobby",
            "/./chat/lobby",
            "/x/../chat/lobby",
            "/x/%2e%2e/chat/lobby",
            "/chat/lobby%3Bx",
            "/chat/lobby?x=/health/live",
            "/health/../chat/lobby",
            "/health/live/../../chat/lobby",
            "/health/;/../../chat/lobby");

    /** What is served to nobody. */
    List<String> PRIVATE = List.of(
            "/chat/maru/standalone/Main.class",
            "/%63hat/maru/standalone/Main.class",
            "/%63hat/maru/standalone/Main.clas%73",
            "/chat;x/maru/standalone/Main.clas%73",
            "//chat/maru/standalone/Main.class",
            "/./chat/maru/standalone/Main.class",
            "/chat/maru/standalone/Main.class;x",
            "/js/../chat/maru/standalone/Main.class",
            "/WEB-INF/classes/chat/maru/app/Maru.class",
            "/%57EB-INF/classes/chat/maru/app/Maru.clas%73",
            "/web-inf/classes/chat/maru/app/Maru.class",
            "/js/../WEB-INF/classes/chat/maru/app/Maru.class",
            "/META-INF/MANIFEST.MF");

    @Test
    default void aForeignOriginIsRefusedWith403OnEveryPath() throws IOException {
        for (String path : FOUR_PATHS) {
            for (String origin : List.of(EVIL, "Origin: null", "Origin: https://127.0.0.1:" + server().port())) {
                RawHttp answer = handshake(path.formatted(Checks.encoded(KOREAN)), origin);
                assertThat(answer.status()).as("%s from %s", path, origin).isEqualTo(403);
            }
        }
        for (String path : List.of("/", "/index.html", "/js/page/app.js", "/health/live")) {
            assertThat(get(path, EVIL).status()).as(path).isEqualTo(403);
        }
    }

    @Test
    default void itsOwnPageIsWelcomeOnEveryPath() throws IOException {
        for (String host : List.of("127.0.0.1:" + server().port(), "localhost:" + server().port())) {
            for (String path : FOUR_PATHS) {
                RawHttp answer = handshake(path.formatted("lobby"), "Host: " + host, "Origin: http://" + host);
                assertThat(answer.status()).as("%s at %s", path, host).isEqualTo(101);
            }
        }
    }

    @Test
    default void aForeignHostAndAProxyThatIsNotConfiguredAreRefusedWith403() throws IOException {
        for (String header : List.of("Host: evil.example", PROXY, "Forwarded: for=203.0.113.7")) {
            for (String path : FOUR_PATHS) {
                assertThat(handshake(path.formatted("lobby"), header).status())
                        .as(header)
                        .isEqualTo(403);
            }
            assertThat(get("/", header).status()).as(header).isEqualTo(403);
        }
    }

    @Test
    default void noSpellingOfAPathLeadsPastTheFilter() throws IOException {
        for (String spelling : SPELLINGS) {
            int own = followed(spelling).status();
            int foreign = followed(spelling, EVIL).status();
            assertThat(foreign).as(spelling).isIn(own == 101 ? List.of(403) : List.of(400, 403, 404));
            assertThat(followed(spelling, PROXY).status()).as(spelling).isIn(400, 403, 404);
        }
        // Probes are let in from everywhere; nothing else is, because its path begins like theirs.
        for (String path : List.of("/health/../", "/health/live/../../index.html", "/health/;/../../index.html")) {
            assertThat(get(path, PROXY).status()).as(path).isIn(400, 403, 404);
        }
    }

    /** GlassFish sends some spellings on to a plain path before a filter sees them: what is answered there counts. */
    private RawHttp followed(String spelling, String... headers) throws IOException {
        RawHttp answer = handshake(spelling, headers);
        return isSentOn(answer) ? RawHttp.handshake(server().http("/", ""), whereTo(answer), headers) : answer;
    }

    private static boolean isSentOn(RawHttp answer) {
        return answer.status() == 301 || answer.status() == 302;
    }

    private static String whereTo(RawHttp answer) {
        return URI.create(answer.header("Location").orElseThrow()).getRawPath();
    }

    @Test
    default void whatTheServerIsMadeOfIsServedUnderNoSpelling() throws IOException {
        for (String path : PRIVATE) {
            RawHttp first = get(path);
            RawHttp answer = isSentOn(first) ? RawHttp.get(server().http("/", ""), whereTo(first)) : first;
            assertThat(answer.status()).as(path).isIn(400, 403, 404);
            assertThat(answer.body()).as(path).doesNotContain("\tat ");
        }
    }

    @Test
    default void everyAnswerOfThePageHasItsPolicy() throws IOException {
        RawHttp page = get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy").orElse("")).contains("script-src 'self';");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    }
}
