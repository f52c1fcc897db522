package chat.maru.resume;

import chat.maru.resume.Sight.Entry;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads what the server says on {@code maru.v1}. Stateless. */
final class Frames {
    private static final JsonProvider JSON = JsonProvider.provider();

    /** No ping while a test waits: a read that gets nothing else would begin to wait anew with each, and for ever. */
    static final String[] NO_HEARTBEAT = {"maru.heartbeatMs", "300000"};

    private Frames() {}

    /** The objects of one frame. */
    static List<JsonObject> objects(String frame) {
        try (JsonReader reader = JSON.createReader(new StringReader(frame))) {
            return reader.readArray().stream().map(JsonValue::asJsonObject).toList();
        }
    }

    /** A whole room, as a stranger reads it from what it holds. */
    static Room read(URI room) throws IOException {
        try (WireSocket socket = WireSocket.connect(room)) {
            socket.send("{\"type\":\"hello\",\"after\":{\"n\":0}}");
            List<Entry> log = new ArrayList<>();
            long first = 0;
            while (true) {
                for (JsonObject object : objects(socket.read())) {
                    switch (object.getString("type")) {
                        case "welcome" -> first = object.getInt("first");
                        case "caughtUp" -> {
                            return new Room(log, first, object.getInt("n"));
                        }
                        default -> {
                            if (Entry.KINDS.contains(object.getString("type"))) {
                                log.add(Entry.read(object));
                            }
                        }
                    }
                }
            }
        }
    }

    /**
     * What a room holds.
     *
     * @param first the oldest position held, as the welcome told it
     * @param head the newest, as the end of the backlog told it
     */
    record Room(List<Entry> log, long first, long head) {}
}
