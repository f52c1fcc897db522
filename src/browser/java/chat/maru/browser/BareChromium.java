package chat.maru.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Chromium in which nobody listens to the network. Playwright is told of every request, several times, which takes
 * about as long as the requests themselves: a page of many small files seems twice as slow. Speaks the DevTools
 * protocol by itself, in the few words that a cold load needs. Not thread-safe.
 */
final class BareChromium implements AutoCloseable {
    private static final int ANSWER_SECONDS_MAX = 30;
    private static final String LISTENING = "DevTools listening on ";

    private final Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private int calls;

    BareChromium() throws IOException {
        List<String> command = new ArrayList<>(List.of(Chromium.executable().toString(), "--headless=new"));
        command.addAll(Chromium.FLAGS);
        command.addAll(List.of("--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(devTools(process.inputReader()), new Answers())
                .join();
    }

    private static URI devTools(BufferedReader output) throws IOException {
        for (String line; (line = output.readLine()) != null; ) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    /** Opens an address with empty caches and a script of ours before the page's; gives the number of a promise. */
    double load(String url, String script, String promise) {
        String context = call("Target.createBrowserContext", "", Map.of())
                .get("browserContextId")
                .getAsString();
        String target = call("Target.createTarget", "", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .getAsString();
        String session = call("Target.attachToTarget", "", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .getAsString();
        call("Page.enable", session, Map.of());
        call("Page.addScriptToEvaluateOnNewDocument", session, Map.of("source", script));
        call("Page.navigate", session, Map.of("url", url));
        // Answered when the page has been there long enough to keep the promise.
        double value = call("Runtime.evaluate", session, Map.of("expression", promise, "awaitPromise", true))
                .getAsJsonObject("result")
                .get("value")
                .getAsDouble();
        call("Target.disposeBrowserContext", "", Map.of("browserContextId", context));
        return value;
    }

    private JsonObject call(String method, String session, Map<String, Object> parameters) {
        int id = ++calls;
        JsonObject command = new JsonObject();
        command.addProperty("id", id);
        command.addProperty("method", method);
        if (!session.isEmpty()) {
            command.addProperty("sessionId", session);
        }
        command.add("params", new Gson().toJsonTree(parameters));
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(command.toString(), true).join();
        return answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroy();
        try {
            process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                settle(message);
            }
            from.request(1);
            return null;
        }

        private void settle(JsonObject message) {
            CompletableFuture<JsonObject> answer =
                    message.has("id") ? waiting.remove(message.get("id").getAsInt()) : null;
            if (answer != null && message.has("result")) {
                answer.complete(message.getAsJsonObject("result"));
            } else if (answer != null) {
                answer.completeExceptionally(new AssertionError(message));
            }
        }
    }
}
