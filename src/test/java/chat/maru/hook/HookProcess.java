package chat.maru.hook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestSecret;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The runnable WAR with an administrator who makes webhooks over REST. Thread-safe. */
final class HookProcess implements AutoCloseable {
    static final String ROOM = "hooked";

    private static final String ADMIN = "mVq0Zr5cXw2sT8yBnE4uGA";
    private static final String[] OPTIONS = {
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dmaru.hooksPrivate=true",
        "-Dmaru.hookRetryMsMax=100"
    };

    private final MaruProcess process;

    HookProcess(Path data, String... options) throws IOException {
        String administrators = "-Dmaru.administrators="
                + GuestSecret.parse(ADMIN).orElseThrow().authorId();
        process = MaruProcess.start(
                data,
                Stream.of(OPTIONS, new String[] {administrators}, options)
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }

    /** Makes a webhook, and tells its receiver the secret. */
    String make(String url, Receiver receiver) throws IOException {
        RawHttp made = post("hooks", "{\"room\":\"" + ROOM + "\",\"url\":\"" + url + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        receiver.expect(json(made).getString("secret"));
        return json(made).getString("id");
    }

    /** The position of what was said. */
    long say(String text) throws IOException {
        RawHttp said = post("rooms/" + ROOM + "/messages", "{\"text\":\"" + text + "\"}");
        assertThat(said.status()).as(said.body()).isEqualTo(201);
        return json(said).getInt("n");
    }

    private RawHttp post(String path, String body) throws IOException {
        return RawHttp.send(
                process.http("/"),
                "POST",
                "/api/v1/" + path,
                body,
                "Authorization: Guest " + ADMIN,
                "Content-Type: application/json");
    }

    private static JsonObject json(RawHttp answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    String output() {
        return process.output();
    }

    void kill9() {
        process.kill9();
    }

    @Override
    public void close() {
        process.close();
    }
}
