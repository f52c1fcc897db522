package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of the REST interface that send or read as slowly as they can, more of them than the server has threads: they
 * are cut in bounded time, cost bounded memory, and nobody else notices.
 */
class SlowHttpIT {
    /** Tomcat has 200 threads, and one test halves it. */
    private static final int MANY = 450;

    private static final int STALLED = 60;

    /** What others wait at most while the slow are there; behind threads that are all held it would be 20 seconds. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(10);

    /** A body has ten seconds, and who reads nothing twenty; three times that on a busy machine. */
    private static final int CUT_MILLIS = 60_000;

    private static final int ENTRIES = 4_000;
    private static final int TEXT_CHARS = 4_000;

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        String administrator = RestServer.id(RestServer.ADMIN);
        // Little heap: what it kept for the slow ones would not fit.
        // And a pace so lenient that a thread which stands still for a second between its clock and its bucket is none.
        maru = MaruProcess.start(
                data,
                "-Dmaru.administrators=" + administrator,
                "-Xmx160m",
                "-Dmaru.messagesPerSecondMax=1000",
                "-Dmaru.requestsPerSecondMax=1000");
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void bodiesThatStopAreCutAndNobodyElseWaitsForThem() throws IOException {
        for (int i = 0; i < MANY; i++) {
            send(post(RestServer.GUEST, "Content-Length: 100") + "{\"text\":");
        }
        assertOthersAreUndisturbed();
        for (Socket socket : sockets) {
            assertThat(status(socket)).isEqualTo(408);
        }
        assertThat(maru.output()).doesNotContain("nobody has foreseen");
    }

    @Test
    void aBodyThatTricklesIsCutAllTheSame() throws IOException {
        Socket slow = send(post(RestServer.GUEST, "Transfer-Encoding: chunked"));
        slow.setSoTimeout(100);
        long began = System.nanoTime();
        int status = 0;
        while (status == 0) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofMillis(CUT_MILLIS).toNanos());
            slow.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                status = status(slow);
            } catch (SocketTimeoutException e) {
                status = 0;
            }
        }
        assertThat(status).isEqualTo(408);
    }

    @Test
    void whoIsRefusedAndDoesNotSendTheBodyHoldsNothing() throws IOException {
        for (int i = 0; i < MANY; i++) {
            boolean nobody = i % 2 == 0;
            String type = nobody ? "Content-Length: 50000" : "X-Nothing: 0";
            send(nobody ? post("", type) : post(RestServer.GUEST, "Content-Length: 1000000"));
        }
        assertOthersAreUndisturbed();
        for (int i = 0; i < MANY; i++) {
            assertThat(status(sockets.get(i))).isEqualTo(i % 2 == 0 ? 401 : 413);
        }
    }

    @Test
    void whoSendsABodyWhereNothingTakesOneHoldsNothingEither() throws IOException {
        List<String> paths = List.of("/", "/chat/lobby", "/health/live", "/js/room.js", "/nothing");
        for (int i = 0; i < MANY; i++) {
            String path = paths.get(i % paths.size());
            String foreign = i % 2 == 0 ? "Origin: https://evil.example\r\n" : "";
            send("POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + foreign
                    + "Content-Length: 50000\r\n\r\n");
        }
        assertOthersAreUndisturbed();
        for (int i = 0; i < MANY; i++) {
            assertThat(status(sockets.get(i))).isEqualTo(i % 2 == 0 ? 403 : 405);
        }
    }

    @Test
    void bodiesThatAreTooLongAreRefusedHoweverTheyAreSent() throws IOException {
        String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
        for (int i = 0; i < 50; i++) {
            Socket plain = send(post(RestServer.GUEST, "Content-Length: 70000"));
            write(plain, "x".repeat(70_000));
            Socket chunked = send(post(RestServer.GUEST, "Transfer-Encoding: chunked"));
            write(chunked, chunk.repeat(9) + "0\r\n\r\n");
        }
        for (int i = 0; i < sockets.size(); i++) {
            assertThat(statusOrReset(sockets.get(i))).as("socket " + i).isEqualTo(413);
        }
    }

    @Test
    void whoDoesNotReadALongAnswerIsCutAndCostsLittle() throws IOException {
        importLongRoom();
        String request = "GET /api/v1/rooms/long/export HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAuthorization: Guest " + RestServer.ADMIN + "\r\n\r\n";
        for (int i = 0; i < STALLED; i++) {
            send(request);
        }
        assertOthersAreUndisturbed();
        long deadline = System.nanoTime() + Duration.ofMillis(CUT_MILLIS).toNanos();
        for (Socket socket : sockets) {
            assertThat(isCut(socket, deadline)).as("who reads nothing is cut").isTrue();
        }
        RawHttp whole = RawHttp.get(server, "/api/v1/rooms/long/export", "Authorization: Guest " + RestServer.ADMIN);
        assertThat(whole.body().lines()).hasSize(ENTRIES + 1);
    }

    /** Tried by writing: reading would make room for more of the answer. A connection that is no more resets. */
    private static boolean isCut(Socket socket, long deadline) {
        while (System.nanoTime() < deadline) {
            try {
                write(socket, "\r\n");
            } catch (IOException e) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return false;
    }

    private static void importLongRoom() throws IOException {
        StringBuilder file = new StringBuilder();
        file.append("{\"room\":\"long\",\"epoch\":\"old\",\"first\":1,\"head\":" + ENTRIES + ",\"m\":" + ENTRIES
                + ",\"state\":{}}\n");
        String text = "x".repeat(TEXT_CHARS);
        for (int n = 1; n <= ENTRIES; n++) {
            file.append("{\"n\":" + n + ",\"kind\":\"message\",\"author\":\"u:a\",\"id\":\"i" + n + "\",\"at\":" + n
                    + ",\"of\":0,\"m\":" + n + ",\"name\":\"a\",\"content\":\"" + text + "\"}\n");
        }
        String[] headers = {"Authorization: Guest " + RestServer.ADMIN, RestServer.LINES};
        RawHttp answer = RawHttp.send(server, "POST", "/api/v1/rooms/long/import", file.toString(), headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static void assertOthersAreUndisturbed() throws IOException {
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            String[] headers = {"Authorization: Guest " + RestServer.OTHER, RestServer.JSON};
            RawHttp said = RawHttp.send(server, "POST", "/api/v1/rooms/calm/messages", "{\"text\":\"x\"}", headers);
            assertThat(said.status()).as(said.body()).isEqualTo(201);
            assertThat(RawHttp.get(server, "/").status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(UNDISTURBED);
        }
    }

    private static String post(String secret, String length) {
        return "POST /api/v1/rooms/slow/messages HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n"
                + (secret.isEmpty() ? "" : "Authorization: Guest " + secret + "\r\n")
                + RestServer.JSON + "\r\n" + length + "\r\n\r\n";
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(CUT_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        write(socket, request);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A server that has answered may reset what still comes; what it said then is lost to Java's sockets. */
    private static int statusOrReset(Socket socket) throws IOException {
        try {
            return status(socket);
        } catch (SocketException e) {
            return 413;
        }
    }

    private static int status(Socket socket) throws IOException {
        byte[] line = socket.getInputStream().readNBytes(12);
        assertThat(line).as("the connection was closed without a word").hasSize(12);
        return Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
    }
}
