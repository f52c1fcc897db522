package chat.maru.resume;

import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The only one who speaks in a room: so many messages, or so many a second until it is stopped. Driven by one thread;
 * {@link #stop} and {@link #head} are for any.
 */
final class Talker implements AutoCloseable {
    private static final int WINDOW = 60;
    private static final double UNPACED = 1e9;

    private final WireSocket socket;
    private final double perSecond;
    private final long base;
    private long sent;
    private long acked;
    private volatile long head;
    private volatile boolean stopped;

    private Talker(URI room, double perSecond) throws IOException {
        this.socket = WireSocket.connect(room);
        this.perSecond = perSecond;
        this.base = System.nanoTime();
        socket.send("{\"type\":\"hello\",\"name\":\"talker\"}");
    }

    /** Says that many messages as fast as they are stored, and leaves. */
    static void say(URI room, int count, String text) throws IOException {
        try (Talker talker = new Talker(room, UNPACED)) {
            talker.run(count, text);
        }
    }

    /** At most so many messages a second. */
    static Talker paced(URI room, double perSecond) throws IOException {
        return new Talker(room, perSecond);
    }

    /** Talks until {@link #stop}. */
    void run() throws IOException {
        run(Long.MAX_VALUE, "message");
    }

    private void run(long count, String text) throws IOException {
        long start = System.nanoTime();
        while (acked < sent || sent < count && !stopped) {
            long due = due(start, count);
            while (sent < due && sent - acked < WINDOW && !stopped) {
                sent++;
                socket.send("{\"type\":\"publish\",\"id\":\"" + base + "-" + sent + "\",\"text\":\"" + text + " " + sent
                        + "\"}");
            }
            if (acked < sent) {
                read();
            } else {
                LockSupport.parkNanos((long) (TimeUnit.SECONDS.toNanos(1) / perSecond));
            }
        }
    }

    private long due(long start, long count) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return (long) Math.min(count, seconds * perSecond + 1);
    }

    private void read() throws IOException {
        for (JsonObject object : Frames.objects(socket.read())) {
            String type = object.getString("type");
            if (type.equals("ack")) {
                acked++;
                head = object.getInt("n");
            } else if (type.equals("refused")) {
                throw new IOException("the talker was told " + object);
            }
        }
    }

    void stop() {
        stopped = true;
    }

    /** The last position that it knows to be stored. */
    long head() {
        return head;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
