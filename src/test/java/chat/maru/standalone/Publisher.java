package chat.maru.standalone;

import chat.maru.standalone.History.Ack;
import chat.maru.standalone.History.Entry;
import chat.maru.support.WireSocket;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member that talks without a pause and outlives its server: it comes back with its secret and its position. One
 * connection at a time, driven by one thread; {@link #inFlight} is for any.
 */
final class Publisher {
    static final JsonProvider JSON = JsonProvider.provider();

    private final Publications publications;
    private final int window;
    private final List<Entry> view = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private String guest;
    private String author;
    private String epoch;

    /** Publishes of this connection without an answer, by id, with their number. */
    private final Map<String, Long> pending = new LinkedHashMap<>();

    private int stream;
    private long order;

    /**
     * @param guest the secret of the guest to be, or {@code null} to be given one
     * @param window how many publishes are to be in flight
     */
    Publisher(Publications publications, String guest, int window) {
        this.publications = publications;
        this.guest = guest;
        this.window = window;
    }

    /** Talks until the server dies, or until there is nothing left to say. */
    void run(URI room) {
        stream = publications.stream();
        order = 0;
        try (WireSocket socket = WireSocket.connect(room)) {
            socket.send(hello());
            boolean more = true;
            while (more) {
                for (JsonValue object : array(socket.read())) {
                    take(socket, object.asJsonObject());
                }
                more = !pending.isEmpty();
            }
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) {
                publications.unexpected("nothing came: " + e);
            }
        } catch (RuntimeException e) {
            publications.unexpected("the publisher failed: " + e);
        } finally {
            publications.unknown(pending.keySet());
            pending.clear();
            inFlight.set(0);
        }
    }

    /** One frame of the server. */
    static JsonArray array(String frame) {
        try (JsonReader reader = JSON.createReader(new StringReader(frame))) {
            return reader.readArray();
        }
    }

    private String hello() {
        JsonObjectBuilder after = JSON.createObjectBuilder().add("n", view.size());
        if (epoch != null) {
            after.add("epoch", epoch);
        }
        JsonObjectBuilder hello = JSON.createObjectBuilder()
                .add("type", "hello")
                .add("name", "publisher")
                .add("after", after);
        if (guest != null) {
            hello.add("guest", guest);
        }
        return hello.build().toString();
    }

    private void take(WireSocket socket, JsonObject object) throws IOException {
        switch (object.getString("type")) {
            case "welcome" -> welcome(socket, object);
            case "ack" -> ack(socket, object);
            case "message" -> view.add(entry(object));
            case "caughtUp" -> {}
            case "presence" -> {}
            default -> publications.unexpected("the server said " + object);
        }
    }

    private void welcome(WireSocket socket, JsonObject welcome) throws IOException {
        guest = welcome.getString("guest", guest);
        boolean same = epoch == null || epoch.equals(welcome.getString("epoch"));
        if (!same || !welcome.getBoolean("resumed")) {
            publications.unexpected("no way back to " + epoch + ":" + view.size() + " in " + welcome);
        }
        epoch = welcome.getString("epoch");
        author = welcome.getJsonObject("you").getString("id");
        for (int i = 0; i < window; i++) {
            publish(socket);
        }
    }

    private void publish(WireSocket socket) throws IOException {
        Map.Entry<String, String> next = publications.next();
        if (next == null) {
            return;
        }
        pending.put(next.getKey(), order++);
        socket.send(JSON.createObjectBuilder()
                .add("type", "publish")
                .add("id", next.getKey())
                .add("text", next.getValue())
                .build()
                .toString());
        inFlight.incrementAndGet();
    }

    private void ack(WireSocket socket, JsonObject ack) throws IOException {
        String id = ack.getString("id");
        Long sent = pending.remove(id);
        if (sent == null) {
            publications.unexpected("an ack that nobody waits for: " + ack);
            return;
        }
        inFlight.decrementAndGet();
        long n = ack.getJsonNumber("n").longValueExact();
        publications.acked(new Ack(stream, sent, id, n, ack.getBoolean("duplicate", false)));
        publish(socket);
    }

    static Entry entry(JsonObject message) {
        return new Entry(
                message.getJsonNumber("n").longValueExact(),
                message.getString("id"),
                message.getJsonObject("from").getString("id"),
                message.getString("text"));
    }

    /** How many publishes are in the system's hands and not answered. */
    int inFlight() {
        return inFlight.get();
    }

    /** The secret, once welcome. */
    String guest() {
        return guest;
    }

    String author() {
        return author;
    }

    /** Everything that this member saw, in the order in which it came. */
    List<Entry> view() {
        return view;
    }
}
