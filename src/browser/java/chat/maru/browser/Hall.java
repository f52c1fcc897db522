package chat.maru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.Ack;
import chat.maru.client.Entry;
import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.support.MaruProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server of a test class: the runnable WAR as a process, on a port of its own that it keeps through restarts, with
 * a directory of its own that is gone in the end. A static field with {@code @RegisterExtension}. Not thread-safe.
 */
final class Hall implements BeforeAllCallback, AfterAllCallback {
    /** Fewer than a connection may have in flight, so that none is refused. */
    private static final int IN_FLIGHT_MAX = 50;

    private static final int STORED_MAX = 100;

    private final List<String> options;
    private Path data;
    private MaruProcess maru;

    /** @param options of the server, such as {@code -Dmaru.origins=…} */
    Hall(String... options) {
        this.options = new ArrayList<>(List.of(options));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("maru-hall-");
        maru = MaruProcess.start(data, options.toArray(String[]::new));
        options.add("-Dmaru.port=" + maru.port());
    }

    /** Where something is, for example {@code url("/?room=lobby")}. */
    String url(String path) {
        return maru.http("/") + path.replaceFirst("^/", "");
    }

    /** Where a room is shown. */
    String roomUrl(String room) {
        return url("/?room=" + encoded(room));
    }

    /** The process itself, for its output or its pid. */
    MaruProcess process() {
        return maru;
    }

    /** SIGKILL. The address answers nobody until {@link #restart}. */
    void kill9() {
        maru.kill9();
    }

    /** Stops it where it is: connections stay, and nobody is answered until {@link #goOn}. */
    void pause() throws IOException {
        signal("-STOP");
    }

    void goOn() throws IOException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException {
        int code = new ProcessBuilder("kill", which, String.valueOf(maru.pid()))
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        assertThat(code).as("kill %s", which).isZero();
    }

    /** Starts it again, at the same address and with all that was stored; ends it before where it still runs. */
    void restart() throws IOException {
        maru.close();
        maru = MaruProcess.start(data, options.toArray(String[]::new));
    }

    /** Somebody without a page, who is in; the test closes it. */
    MaruClient member(String room, String name) {
        URI uri = maru.ws("/chat/" + encoded(room));
        MaruClient member = MaruClient.connect(uri, Options.named(name));
        in(member.welcome());
        return member;
    }

    /** The texts of the newest messages of a room, as a member is shown who comes now. */
    List<String> stored(String room) {
        try (MaruClient member = member(room, "witness")) {
            return in(member.historyBefore(0, STORED_MAX)).messages().stream()
                    .map(Entry::text)
                    .toList();
        }
    }

    /** So many messages that are there before anybody comes: {@code message 1}, {@code message 2}, …. */
    void fill(String room, String name, int messages) {
        try (MaruClient member = member(room, name)) {
            List<CompletionStage<Ack>> acks = new ArrayList<>();
            for (int i = 1; i <= messages; i++) {
                acks.add(member.publish("message " + i));
                if (acks.size() == IN_FLIGHT_MAX || i == messages) {
                    acks.forEach(Hall::in);
                    acks.clear();
                }
            }
        }
    }

    /** What comes of it, within the time that a test waits for anything. */
    static <T> T in(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String encoded(String room) {
        return URLEncoder.encode(room, StandardCharsets.UTF_8);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        maru.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(Hall::delete);
        }
        assertThat(data).doesNotExist();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
