package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.ForgedOrigins;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages the runnable WAR lets in, seen directly and from behind a proxy that is configured: this machine. */
class OriginIT {
    private static final String ROOM = "/chat/lobby";
    private static final int PORT = 8443;
    private static final String[] BEHIND = {
        "Host: maru:8080",
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: chat.example:" + PORT
    };

    private static final List<String> SPELLINGS = List.of(
            "/chat/lobby/",
            "/ws/chat/lobby",
            "/ws/chat/lobby/",
            "//chat/lobby",
            "/chat//lobby",
            "/chat/lobby//",
            "/chat/lobby;x",
            "/chat/lobby;x=y/",
            "/chat;x/lobby",
            "/;x/chat/lobby",
            "/%2e/chat/lobby",
            "/chat/%2e/lobby",
            "/chat/%2E%2e/chat/lobby",
            "/chat/../chat/lobby",
            "/./chat/lobby",
            "/chat%2flobby",
            "/chat%2Flobby",
            "/chat/lobby%2f",
            "/chat%5clobby",
            "/chat\\lobby",
            "\\chat\\lobby",
            "/chat/lobby\\",
            "/%63hat/lobby",
            "/%2563hat/lobby",
            "/chat%252flobby",
            "/chat/%252e%252e/lobby",
            "/CHAT/lobby",
            "/Chat/Lobby",
            "/WS/chat/lobby",
            "/chat/lobby%00",
            "/chat/lobby%3bx",
            "/chat/lobby?x=/health/live",
            "/health/live/../../chat/lobby",
            "/health/live;/../../chat/lobby");

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;

    @BeforeAll
    static void start() throws IOException {
        maru = MaruProcess.start(
                data, "-Dmaru.guests=true", "-Dmaru.proxies=127.0.0.1", "-Dmaru.origins=https://friend.example");
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    private static int handshake(String path, String[] headers, String origin) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Origin: " + origin);
        return RawHttp.handshake(server, path, all.toArray(String[]::new)).status();
    }

    @Test
    void ofManyOriginsOnlyTheExactOnesOpenARoom() throws IOException {
        int port = server.getPort();
        for (String origin : List.of("http://127.0.0.1:" + port, "https://friend.example")) {
            assertThat(handshake(ROOM, new String[0], origin)).as(origin).isEqualTo(101);
        }
        List<String> forged = ForgedOrigins.of("http", "127.0.0.1", port);
        for (String origin : forged) {
            assertThat(handshake(ROOM, new String[0], origin)).as(origin).isEqualTo(403);
        }
        System.out.println("forged origins refused with 403: " + forged.size());
    }

    @Test
    void behindAProxyThatEndsTlsItIsTheOriginThatTheBrowserSees() throws IOException {
        for (String origin : List.of("https://chat.example:" + PORT, "https://friend.example")) {
            assertThat(handshake(ROOM, BEHIND, origin)).as(origin).isEqualTo(101);
        }
        List<String> forged = new ArrayList<>(ForgedOrigins.of("https", "chat.example", PORT));
        forged.addAll(List.of("http://maru:8080", "https://maru:8080", "http://127.0.0.1:" + server.getPort()));
        for (String origin : forged) {
            assertThat(handshake(ROOM, BEHIND, origin)).as(origin).isEqualTo(403);
        }
        System.out.println("forged origins behind a proxy refused with 403: " + forged.size());
    }

    /**
     * The handshake knows what the front filter saw of the proxy: on its own it would take the origin for foreign, and
     * close.
     */
    @Test
    void whoComesThroughAProxyIsLetInByTheHandshakeToo() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                first.complete(text.toString());
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                first.complete("closed " + code);
                return null;
            }
        };
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "chat.example")
                .header("Origin", "https://chat.example")
                .buildAsync(maru.ws("/chat/proxied"), listener)
                .join();
        socket.sendText("{\"message\":\"through\"}", true).join();
        assertThat(first.get(TestMember.DEADLINE.toSeconds(), TimeUnit.SECONDS)).contains("through");
        socket.abort();
    }

    @Test
    void noSpellingOfThePathOpensARoomToAForeignPage() throws IOException {
        for (String path : SPELLINGS) {
            assertThat(handshake(path, new String[0], "https://evil.example"))
                    .as(path)
                    .isIn(400, 403, 404);
        }
        System.out.println("spellings that open nothing to a foreign page: " + SPELLINGS.size());
    }

    @Test
    void theLogNamesTheOriginAndTheSettingInOneLine() throws IOException {
        String origin = "https://named.example\t" + "x".repeat(1_000);
        assertThat(handshake(ROOM, new String[0], origin)).isEqualTo(403);
        long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
        // The line comes through a pipe, and so perhaps after the answer.
        while (!maru.output().contains("named.example") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(maru.output().lines().filter(line -> line.contains("named.example")))
                .singleElement()
                .asString()
                .contains("maru.origins", "https://named.example\\u0009xxx")
                .hasSizeLessThan(500);
    }
}
