import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Publishes on one {@code maru.v1} connection, several at once, until everything is acknowledged. Ids and texts are the
 * ones that FsyncTrace looks for.
 *
 * <pre>java .ci/Publish.java ws://127.0.0.1:8080/chat/trace COUNT</pre>
 */
public final class Publish implements WebSocket.Listener {
    private static final int IN_FLIGHT = 16;
    private static final int WAIT_SECONDS = 60;
    private static final Pattern ACK = Pattern.compile("\\{[^{}]*\"type\":\"ack\"[^{}]*}");

    private final int count;
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final CompletableFuture<Void> welcome = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();
    private int acked;

    private Publish(int count) {
        this.count = count;
    }

    public static void main(String[] args) throws Exception {
        Publish publish = new Publish(Integer.parseInt(args[1]));
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("maru.v1")
                .buildAsync(URI.create(args[0]), publish)
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
        publish.all(socket);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        System.out.println("published and acknowledged: " + publish.acked);
        System.exit(0);
    }

    private void all(WebSocket socket) throws Exception {
        socket.sendText("{\"type\":\"hello\",\"name\":\"trace\"}", true).join();
        welcome.get(WAIT_SECONDS, TimeUnit.SECONDS);
        for (int i = 1; i <= count && !done.isDone(); i++) {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no ack for " + WAIT_SECONDS + " s");
            }
            String json = "{\"type\":\"publish\",\"id\":\"trace-id-%06d\",\"text\":\"trace-text-%06d\"}";
            socket.sendText(String.format(json, i, i), true).join();
        }
        done.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        socket.request(1);
        if (last) {
            take(frame.toString());
            frame.setLength(0);
        }
        return null;
    }

    private void take(String text) {
        if (text.contains("\"type\":\"refused\"")) {
            done.completeExceptionally(new IOException("the server refused: " + text));
        }
        if (text.contains("\"type\":\"welcome\"")) {
            welcome.complete(null);
        }
        for (Matcher ack = ACK.matcher(text); ack.find(); free.release()) {
            acked++;
        }
        if (acked >= count) {
            done.complete(null);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        onError(socket, new IOException("the server closed: " + code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        welcome.completeExceptionally(error);
        done.completeExceptionally(error);
        free.release();
    }
}
