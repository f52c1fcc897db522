package chat.maru.standalone;

import chat.maru.standalone.History.Entry;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/**
 * A member that reads only when it is told to, and then every word. Until then what it is sent stays with the server
 * and the system. Not thread-safe.
 */
final class Listener implements AutoCloseable {
    private final WireSocket socket;
    private final boolean fromHead;
    private final CRC32 digest = new CRC32();
    private JsonObject welcome;
    private long position;

    private Listener(WireSocket socket, boolean fromHead) {
        this.socket = socket;
        this.fromHead = fromHead;
    }

    /** Joins live, and is in the room when this returns. */
    static Listener live(URI room) throws IOException {
        Listener listener = new Listener(WireSocket.connect(room), true);
        listener.socket.send("{\"type\":\"hello\"}");
        listener.readToCaughtUp();
        return listener;
    }

    /** Asks for everything from the first entry on, and reads nothing of it. */
    static Listener stalled(URI room, int receiveBytes) throws IOException {
        Listener listener = new Listener(WireSocket.connect(room, receiveBytes), false);
        listener.socket.send("{\"type\":\"hello\",\"after\":{\"n\":0}}");
        return listener;
    }

    /** Comes back on a new connection, where {@code other} ended. */
    static Listener resumed(URI room, Listener other) throws IOException {
        Listener listener = new Listener(WireSocket.connect(room), false);
        listener.position = other.position;
        listener.socket.send("{\"type\":\"hello\",\"after\":{\"epoch\":\"" + other.welcome.getString("epoch")
                + "\",\"n\":" + other.position + "}}");
        return listener;
    }

    private void readToCaughtUp() throws IOException {
        while (welcome == null || position < welcome.getInt("head")) {
            read();
        }
    }

    /** Reads on until it has that position, and gives the entries. */
    List<Entry> readTo(long n) throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (position < n) {
            entries.addAll(read());
        }
        return entries;
    }

    /** Reads on until the connection has ended, and says how. */
    String readToTheEnd() {
        try {
            while (true) {
                read();
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<Entry> read() throws IOException {
        String frame = socket.read();
        List<Entry> entries = new ArrayList<>();
        for (JsonValue value : Publisher.array(frame)) {
            JsonObject object = value.asJsonObject();
            switch (object.getString("type")) {
                case "welcome" -> welcome = object;
                case "caughtUp" -> caughtUp(object.getJsonNumber("n").longValueExact());
                case "message" -> entries.add(Publisher.entry(object));
                case "presence" -> {}
                default -> throw new AssertionError("a listener was told " + object);
            }
        }
        entries.forEach(this::take);
        if (!entries.isEmpty()) {
            digest.update((frame.substring(1, frame.length() - 1) + ",").getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    private void caughtUp(long n) {
        if (!fromHead && n != position) {
            throw new AssertionError("caught up to " + n + " at " + position);
        }
        position = n;
    }

    private void take(Entry entry) {
        if (entry.n() != position + 1) {
            throw new AssertionError("position " + entry.n() + " came after " + position);
        }
        position = entry.n();
    }

    /**
     * Waits, without reading, until nobody is at the other end any more, and says how long that took: then the system
     * there answers what is written with a reset.
     */
    Duration awaitGone(Duration deadline) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < deadline.toNanos()) {
            try {
                socket.send("{\"type\":\"ping\"}");
            } catch (IOException e) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("still connected after " + deadline);
    }

    /** The server's answer to its hello, once read. */
    JsonObject welcome() {
        return welcome;
    }

    /** Its last position. */
    long position() {
        return position;
    }

    /** A checksum of every byte of every entry, comparable with those of a crowd that joined when it did. */
    long digest() {
        return digest.getValue();
    }

    int closeCode() {
        return socket.closeCode();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
