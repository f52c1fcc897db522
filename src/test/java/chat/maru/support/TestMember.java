package chat.maru.support;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of a real server over a real socket: records what comes, in order, object by object. What a test does not
 * take is left over, and {@link #assertExhausted} finds it.
 */
public final class TestMember implements AutoCloseable, WebSocket.Listener {
    /** How long a test waits for what must come. Ten times what it should take on a busy machine. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Types that come by the clock, between anything else: kept apart, so that tests can be exact about the rest. */
    private static final Set<String> LIVE = Set.of("presence", "typing", "read");

    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonObject> live = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile String closeReason = "";
    private WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private TestMember() {}

    /** On the plain wire, as the tutorial connects. */
    public static TestMember plain(URI uri) {
        return connect(uri, false, Map.of());
    }

    /** On {@code maru.v1}, before its hello. */
    public static TestMember v1(URI uri) {
        return connect(uri, true, Map.of());
    }

    /** On {@code maru.v1}, with its hello said and its welcome not yet taken. */
    public static TestMember v1(URI uri, String hello) {
        return v1(uri).send(hello);
    }

    /** On {@code maru.v1}, before its hello, with headers in its handshake. */
    public static TestMember v1(URI uri, Map<String, String> headers) {
        return connect(uri, true, headers);
    }

    private static TestMember connect(URI uri, boolean v1, Map<String, String> headers) {
        TestMember member = new TestMember();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(DEADLINE);
        headers.forEach(builder::header);
        if (v1) {
            builder.subprotocols("maru.v1");
        }
        member.socket = builder.buildAsync(uri, member).join();
        return member;
    }

    /** Sends one text frame. Frames leave in the order of the calls. */
    public synchronized TestMember send(String frame) {
        sent = sent.thenCompose(done -> socket.sendText(frame, true));
        return this;
    }

    /** Publishes on {@code maru.v1}. */
    public TestMember publish(String id, String words) {
        return send(Json.createObjectBuilder()
                .add("type", "publish")
                .add("id", id)
                .add("text", words)
                .build()
                .toString());
    }

    /** The next object that came, of whatever kind but live state. */
    public JsonObject next() {
        return poll(received);
    }

    /** The next news of that type about who is here, types or reads; others before it are dropped. */
    public JsonObject nextLive(String type) {
        for (JsonObject object = poll(live); ; object = poll(live)) {
            if (object.getString("type").equals(type)) {
                return object;
            }
        }
    }

    private JsonObject poll(BlockingQueue<JsonObject> queue) {
        try {
            JsonObject object = queue.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(object)
                    .as("nothing came in time; closed with %s (0: not closed)", closed.getNow(0))
                    .isNotNull();
            return object;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next object, which must be of that type. */
    public JsonObject next(String type) {
        JsonObject object = next();
        assertThat(object.getString("type", "")).as("%s", object).isEqualTo(type);
        return object;
    }

    /** The next object of that type; others before it are dropped. */
    public JsonObject skipTo(String type) {
        for (JsonObject object = next(); ; object = next()) {
            if (object.getString("type", "").equals(type)) {
                return object;
            }
        }
    }

    /** Everything that is said on the plain wire until {@code message} has come, that included. */
    public List<String> messagesUntil(String message) {
        List<String> messages = new ArrayList<>();
        do {
            messages.add(next().getString("message"));
        } while (!messages.get(messages.size() - 1).equals(message));
        return messages;
    }

    /** Waits for the close and gives its code. */
    public int closeCode() {
        return closed.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The close that may come, with its code. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    public String closeReason() {
        closeCode();
        return closeReason;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Whether the next object has come, and is of that type; it stays. */
    public boolean peek(String type) {
        JsonObject object = received.peek();
        return object != null && object.getString("type", "").equals(type);
    }

    /** Drops what comes until an object of that type has come, or the close; true for the first. */
    public boolean awaitOrClose(String type) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (isOpen()) {
            // Looking first and taking then would drop the one that comes in between.
            JsonObject object = received.poll();
            if (object == null) {
                LockSupport.parkNanos(1_000_000);
            } else if (object.getString("type", "").equals(type)) {
                return true;
            }
            assertThat(System.nanoTime()).as("neither %s nor close came", type).isLessThan(deadline);
        }
        return false;
    }

    /** Everything that has come and was not taken, news apart. */
    public List<JsonObject> rest() {
        List<JsonObject> rest = new ArrayList<>();
        received.drainTo(rest);
        return rest;
    }

    /** Nothing that a test did not take has come. */
    public void assertExhausted() {
        assertThat(received).isEmpty();
    }

    /** Nor any news that a test did not take. */
    public void assertLiveExhausted() {
        assertThat(live).isEmpty();
    }

    /** Ends the TCP connection without a word. */
    public void vanish() {
        socket.abort();
    }

    /** The socket itself, for frames that no good client sends. */
    public WebSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            sent.handle((done, failure) -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            record(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void record(String frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame))) {
            JsonValue value = reader.readValue();
            if (value instanceof JsonArray array) {
                array.forEach(object -> queue(object.asJsonObject()).add(object.asJsonObject()));
            } else {
                received.add(value.asJsonObject());
            }
        }
    }

    private BlockingQueue<JsonObject> queue(JsonObject object) {
        return LIVE.contains(object.getString("type")) ? live : received;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeReason = reason;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }
}
