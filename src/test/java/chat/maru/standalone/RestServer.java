package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestSecret;
import chat.maru.support.ApiDocument;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The runnable WAR under {@code /api/v1}; every answer is held against {@code docs/openapi.yaml}. */
abstract class RestServer {
    static final String JSON = "Content-Type: application/json";
    static final String LINES = "Content-Type: application/x-ndjson";
    static final String ADMIN = "mVq0Zr5cXw2sT8yBnE4uGA";
    static final String GUEST = "AAAAAAAAAAAAAAAAAAAAAA";
    static final String OTHER = "BBBBBBBBBBBBBBBBBBBBBA";

    @TempDir
    static Path data;

    static MaruProcess maru;
    static URI server;

    @BeforeAll
    static void start() throws IOException {
        maru = MaruProcess.start(data, "-Dmaru.administrators=" + id(ADMIN));
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    static String id(String secret) {
        return GuestSecret.parse(secret).orElseThrow().authorId();
    }

    static long post(String secret, String room, String text) throws IOException {
        RawHttp answer = send(secret, "POST", "rooms/" + room + "/messages", "{\"text\":\"" + text + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return json(answer).getInt("n");
    }

    static RawHttp get(String secret, String path, String... headers) throws IOException {
        String[] all = Stream.concat(Stream.of("Authorization: Guest " + secret), Arrays.stream(headers))
                .toArray(String[]::new);
        return checked("GET", "/api/v1/" + path, RawHttp.get(server, "/api/v1/" + path, all));
    }

    static RawHttp send(String secret, String method, String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Authorization: Guest " + secret));
        all.addAll(List.of(headers));
        if (all.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
            all.add(JSON);
        }
        String[] sent = all.toArray(String[]::new);
        return checked(method, "/api/v1/" + path, RawHttp.send(server, method, "/api/v1/" + path, body, sent));
    }

    /** Not one answer of these tests that the document does not tell. */
    static RawHttp checked(String method, String path, RawHttp answer) {
        ApiDocument.READ.check(method, path, answer);
        return answer;
    }

    static JsonObject message(RawHttp page, int index) {
        return json(page).getJsonArray("messages").getJsonObject(index);
    }

    /** All that tells one answer from another, but its date. */
    static String shape(RawHttp answer) {
        return answer.head().lines().filter(line -> !line.startsWith("Date:")).collect(Collectors.joining("\n"))
                + answer.body();
    }

    static void assertProblem(RawHttp answer, int status, String code) {
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).getString("code")).isEqualTo(code);
        assertThat(json(answer).getInt("status")).isEqualTo(status);
    }

    static JsonObject json(RawHttp answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
