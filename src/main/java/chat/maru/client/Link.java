package chat.maru.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, from its handshake to its end. Thread-safe; guarded by itself, and never calls the ear while it holds
 * that lock. It ends once, on a thread of its own, whatever goes wrong.
 */
final class Link implements WebSocket.Listener {
    /** Who hears what happens on a link. */
    interface Ear {
        void opened(Link link);

        void heard(Link link, JsonObject object);

        void ended(Link link, int code, String reason);
    }

    static final int BROKEN = 1006;
    static final int NORMAL = WebSocket.NORMAL_CLOSURE;
    static final int NOT_MARU = 1002;
    static final int NOT_LET_IN = 1008;

    /** Shared, so that a thousand bots need few threads; each client keeps at most one busy with its listener. */
    static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "maru-client");
        thread.setDaemon(true);
        return thread;
    });

    private static final HttpClient HTTP =
            HttpClient.newBuilder().executor(THREADS).build();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final long CLOSE_MILLIS_MAX = 3_000;

    /** Far above what a server is set to send; beyond it, it is none. */
    private static final int FRAME_CHARS_MAX = 4 << 20;

    /** The server pings every heartbeat: after so many without a word the link is dead. */
    private static final int SILENT_HEARTBEATS = 3;

    private static final long HEARTBEAT_MILLIS_DEFAULT = 20_000;
    private static final long WATCH_MILLIS = 5_000;

    /** Other handshake failures pass: a container that is just redeploying says 404 or 503. */
    private static final Set<Integer> HTTP_FOR_GOOD = Set.of(400, 401, 403);

    private final Ear ear;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;
    private boolean ended;
    private volatile long openedNanos;
    private volatile long heardNanos = System.nanoTime();
    private volatile long heartbeatMillis = HEARTBEAT_MILLIS_DEFAULT;
    private volatile boolean hearing;

    Link(Ear ear) {
        this.ear = ear;
    }

    /** Connects; what becomes of it is heard by the ear. */
    void open(URI room) {
        CompletableFuture<WebSocket> opening = HTTP.newWebSocketBuilder()
                .subprotocols(Frames.SUBPROTOCOL)
                .connectTimeout(CONNECT_MAX)
                .buildAsync(room, this);
        var unused = opening.whenComplete((open, failure) -> {
            if (failure != null) {
                refused(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private void refused(@Nullable Throwable failure) {
        if (failure instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            cut(HTTP_FOR_GOOD.contains(status) ? NOT_LET_IN : BROKEN, "HTTP " + status);
        } else {
            cut(BROKEN, "cannot connect: " + failure);
        }
    }

    @Override
    public void onOpen(WebSocket open) {
        synchronized (this) {
            socket = open;
            if (ended) {
                open.abort();
                return;
            }
        }
        openedNanos = System.nanoTime();
        heardNanos = openedNanos;
        if (!open.getSubprotocol().equals(Frames.SUBPROTOCOL)) {
            cut(NOT_MARU, "no " + Frames.SUBPROTOCOL);
            return;
        }
        watch();
        ear.opened(this);
        open.request(1);
    }

    private void watch() {
        if (isEnded()) {
            return;
        }
        long silentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
        if (!hearing && silentMillis > SILENT_HEARTBEATS * heartbeatMillis) {
            cut(BROKEN, "silent for " + silentMillis + " ms");
        } else {
            CompletableFuture.delayedExecutor(WATCH_MILLIS, TimeUnit.MILLISECONDS, THREADS)
                    .execute(this::watch);
        }
    }

    /** The server promises a sign of life that often. */
    void expectEvery(long millis) {
        heartbeatMillis = Math.max(1, millis);
    }

    /** How long it has been open; 0 where it never was. */
    long upMillis() {
        return openedNanos == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        hearing = true;
        try {
            if (text.length() + data.length() > FRAME_CHARS_MAX) {
                cut(NOT_MARU, "a frame above " + FRAME_CHARS_MAX + " characters");
                return null;
            }
            text.append(data);
            if (last) {
                String frame = text.toString();
                text.setLength(0);
                hear(frame);
            }
        } finally {
            heardNanos = System.nanoTime();
            hearing = false;
        }
        from.request(1);
        return null;
    }

    private void hear(String frame) {
        try {
            for (JsonValue value : Frames.parse(frame)) {
                ear.heard(this, value.asJsonObject());
            }
        } catch (RuntimeException e) {
            // What a listener throws has been caught before: this is no frame of the protocol.
            cut(NOT_MARU, "cannot understand a frame: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heardNanos = System.nanoTime();
        from.request(1);
        return null;
    }

    /** How many frames wait for the socket. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Sends when the frames before it have left. Does not block. */
    synchronized void send(String frame) {
        waiting.add(frame);
        if (waiting.size() == 1) {
            sendNext();
        }
    }

    private synchronized void sendNext() {
        String frame = waiting.peek();
        if (frame == null || socket == null || ended) {
            return;
        }
        var unused = socket.sendText(frame, true).whenComplete((done, failure) -> {
            if (failure != null) {
                cut(BROKEN, "cannot send");
            } else {
                sent();
            }
        });
    }

    private synchronized void sent() {
        waiting.poll();
        sendNext();
    }

    /** Says goodbye, and waits a moment for the server's. Does not block. */
    synchronized void close() {
        if (socket == null || ended) {
            cut(NORMAL, "");
            return;
        }
        var unused = socket.sendClose(NORMAL, "");
        CompletableFuture.delayedExecutor(CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS, THREADS)
                .execute(() -> cut(NORMAL, ""));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        // The JDK answers the close frame by itself.
        end(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        cut(BROKEN, String.valueOf(error.getMessage()));
    }

    /** Ends it without waiting for anybody. */
    void cut(int code, String reason) {
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        end(code, reason);
        if (open != null) {
            open.abort();
        }
    }

    private void end(int code, String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
        }
        THREADS.execute(() -> ear.ended(this, code, reason));
    }

    private synchronized boolean isEnded() {
        return ended;
    }
}
