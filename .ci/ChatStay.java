import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A member that joins a room, says one thing and stays until the server hangs up. It prints what it hears, the last
 * hundred messages of before included, a line each, and in the end {@code closed CODE}.
 *
 * <pre>java .ci/ChatStay.java http://127.0.0.1:8080/ ROOM TEXT     exit 0: the server hung up with a code</pre>
 */
public final class ChatStay implements WebSocket.Listener {
    private static final int CONNECT_SECONDS = 10;
    private static final int STAY_SECONDS = 300;

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();

    private ChatStay() {}

    public static void main(String[] args) throws Exception {
        String room = URLEncoder.encode(args[1], StandardCharsets.UTF_8);
        URI base = URI.create("ws" + args[0].substring("http".length()));
        ChatStay stay = new ChatStay();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS))
                .buildAsync(base.resolve("chat/" + room + "?history=100"), stay)
                .get(CONNECT_SECONDS, TimeUnit.SECONDS);
        socket.sendText("{\"message\":\"" + args[2] + "\"}", true).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        tell("closed " + stay.closed.get(STAY_SECONDS, TimeUnit.SECONDS));
        System.exit(0);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        frame.append(data);
        from.request(1);
        if (last) {
            tell(frame.toString());
            frame.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
