package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runnable WAR tells browsers with each answer: what a page may do, and which page may read it. */
class HeadersIT {
    private static final String LISTED = "https://www.example.com";
    private static final String FOREIGN = "https://evil.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;

    @BeforeAll
    static void start() throws IOException {
        maru = MaruProcess.start(data, "-Dmaru.origins=" + LISTED);
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     /,                              200",
        "HEAD,    /,                              200",
        "GET,     /js/maru.js,                    200",
        "GET,     /css/tokens.css,                200",
        "GET,     /nothing,                       404",
        "GET,     /js/,                           404",
        "GET,     /chat/lobby,                    404",
        "GET,     /chat/maru/standalone/,         404",
        "GET,     /WEB-INF/web.xml,               404",
        "DELETE,  /,                              405",
        "DELETE,  /js/maru.js,                     405",
        "GET,     /health/live,                   200",
        "GET,     /health/nothing,                404",
        "POST,    /health/live,                   405",
        "GET,     /api/v1/rooms?room=lobby,       200",
        "HEAD,    /api/v1/rooms?room=lobby,       200",
        "POST,    /api/v1/rooms,                  405",
        "GET,     /api/v1/nothing,                404",
        "GET,     /a%2fb,                         400",
        "GET,     /a%00,                          400",
        "GET,     /%zz,                           400",
        "BREW,    /,                              501"
    })
    void everyAnswerCarriesThePolicy(String method, String path, int status) throws IOException {
        assertGuarded(RawHttp.ask(server, method, path), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/js/maru.js", "/api/v1/rooms", "/health/live"})
    void soDoesARefusal(String path) throws IOException {
        assertGuarded(RawHttp.get(server, path, "Origin: " + FOREIGN), 403);
    }

    private static void assertGuarded(RawHttp answer, int status) {
        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .as(answer.head())
                .contains("default-src 'none'")
                .contains("frame-ancestors '")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
        assertThat(answer.header("Cache-Control")).isPresent();
        assertThat(answer.head()).doesNotContain("Server:").doesNotContain("Tomcat");
    }

    @Test
    void aPageMayHaveAWorkerAndASoundOfItsOwn() throws IOException {
        assertThat(RawHttp.get(server, "/").header("Content-Security-Policy").orElse(""))
                .contains("; worker-src 'self';")
                .contains("; media-src 'self';")
                .contains("; frame-ancestors 'self';");
    }

    @Test
    void aListedOriginMayLoadWhatItEmbeds() throws IOException {
        for (String path : new String[] {"/js/maru.js", "/css/tokens.css", "/words/any.json", "/emoji/any.json"}) {
            RawHttp answer = RawHttp.get(server, path, "Origin: " + LISTED);
            assertThat(answer.header(ALLOW_ORIGIN)).as(path).contains(LISTED);
            assertThat(answer.header("Vary").orElse("")).as(path).containsIgnoringCase("origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).contains("cross-origin");
            assertThat(answer.header("Access-Control-Allow-Credentials"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(RawHttp.get(server, "/js/maru.js").header("Vary").orElse(""))
                .as("a cache must not keep this one for a page that needs the header")
                .containsIgnoringCase("origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/rooms?room=lobby",
                "/health/live",
                "/chat/lobby",
                "/js/",
                "/js/../api/v1/rooms",
                "/js/..;/api/v1/rooms",
                "/js/%2e%2e/api/v1/rooms",
                "/examples/tutorial.js"
            })
    void aListedOriginMayReadNothingElse(String path) throws IOException {
        RawHttp answer = RawHttp.get(server, path, "Origin: " + LISTED);
        assertThat(answer.status()).isNotEqualTo(403);
        assertThat(answer.header(ALLOW_ORIGIN)).as(answer.head()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FOREIGN, "null", "https://www.example.com.evil.example", "http://www.example.com"})
    void anotherOriginMayLoadNothing(String origin) throws IOException {
        RawHttp answer = RawHttp.get(server, "/js/maru.js", "Origin: " + origin);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "OPTIONS", "HEAD"})
    void nothingButReadingIsShared(String method) throws IOException {
        RawHttp answer = RawHttp.ask(server, method, "/js/maru.js", "Origin: " + LISTED);
        assertThat(answer.header(ALLOW_ORIGIN)).as(answer.head()).isEmpty();
    }
}
