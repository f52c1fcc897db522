package chat.maru.standalone;

import chat.maru.support.WireSocket;
import java.io.IOException;
import java.net.URI;
import java.util.function.LongFunction;

/**
 * The only one who speaks in a room, so that the position of what it says is known before it is said. Not thread-safe.
 */
final class Speaker implements AutoCloseable {
    private static final int WINDOW = 48;
    private static final String ACK = "\"type\":\"ack\"";

    private final WireSocket socket;
    private long said;

    /** Joins a room in which nothing was said yet. */
    Speaker(URI room) throws IOException {
        socket = WireSocket.connect(room);
        socket.send("{\"type\":\"hello\",\"name\":\"speaker\"}");
    }

    /** Says what {@code text} makes of each next position, and returns when the last of it is stored. */
    long say(int count, LongFunction<String> text) throws IOException {
        int acked = 0;
        int sent = 0;
        while (acked < count) {
            while (sent < count && sent - acked < WINDOW) {
                long n = ++said;
                sent++;
                socket.send("{\"type\":\"publish\",\"id\":\"" + n + "\",\"text\":\"" + text.apply(n) + "\"}");
            }
            acked += acks(socket.read());
        }
        return said;
    }

    private static int acks(String frame) throws IOException {
        if (frame.contains("\"type\":\"refused\"")) {
            throw new IOException("the speaker was told " + frame);
        }
        int count = 0;
        for (int at = frame.indexOf(ACK); at >= 0; at = frame.indexOf(ACK, at + 1)) {
            count++;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
