package chat.maru.containers;

import chat.maru.support.WireSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Somebody who publishes one message after the other, comes back after each cut, and retries what had no answer. */
final class Traffic implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private final URI room;
    private final Map<Integer, Integer> acknowledged = new TreeMap<>();
    private final Thread thread = new Thread(this::talk, "traffic");
    private volatile boolean ended;
    private String hello = Checks.HELLO;
    private int next = 1;

    private Traffic(URI room) {
        this.room = room;
    }

    static Traffic begin(URI room) {
        Traffic traffic = new Traffic(room);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    private void talk() {
        while (!ended) {
            try (WireSocket socket = WireSocket.connect(room)) {
                socket.send(hello);
                JsonObject welcome = await(socket, "welcome", "");
                if (welcome.containsKey("guest")) {
                    // The same person from now on, or a retry would be somebody else's.
                    hello = "{\"type\":\"hello\",\"guest\":\"" + welcome.getString("guest") + "\"}";
                }
                while (!ended) {
                    socket.send("{\"type\":\"publish\",\"id\":\"" + next + "\",\"text\":\"m" + next + "\"}");
                    acknowledged.put(
                            next, await(socket, "ack", Integer.toString(next)).getInt("n"));
                    next++;
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException | RuntimeException e) {
                // Cut off, or nobody is there just now: again, with the same id.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static JsonObject await(WireSocket socket, String type, String id) throws IOException {
        while (true) {
            try (JsonReader reader = Json.createReader(new StringReader(socket.read()))) {
                for (JsonValue value : reader.readArray()) {
                    JsonObject object = value.asJsonObject();
                    if (object.getString("type").equals(type)
                            && (id.isEmpty() || object.getString("id").equals(id))) {
                        return object;
                    }
                }
            }
        }
    }

    /** Ends it, and gives which position each message was acknowledged at. */
    Map<Integer, Integer> end() throws InterruptedException {
        close();
        return acknowledged;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join(WireSocket.DEADLINE.toMillis());
    }
}
