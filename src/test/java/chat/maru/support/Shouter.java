package chat.maru.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that sends 5,000 messages a second and waits for nothing. It comes back as soon as it is cut off; now and
 * then it does not listen to that, and writes on until its writes fail.
 */
final class Shouter implements AutoCloseable {
    private static final String ADDRESS = "X-Forwarded-For: 198.51.100.66";
    private static final String HELLO =
            "{\"type\":\"hello\",\"guest\":\"FFFFFFFFFFFFFFFFFFFFFA\",\"name\":\"shouter\"}";
    private static final int PER_MILLI = 5;
    private static final long MILLI = 1_000_000;
    private static final int CUT = 4029;

    /** Before it is in the room, all but the first 64 messages are answered {@code busy}, faster than it may read. */
    private static final int UNREAD = 4008;

    private static final int DEAF_ONE_IN = 20;

    private final URI room;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acked = new AtomicLong();
    private final AtomicLong tooFast = new AtomicLong();
    private final AtomicLong hasty = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();
    private final AtomicLong lastOther = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong notLetIn = new AtomicLong();
    private volatile boolean closed;

    Shouter(URI room) {
        this.room = room;
        this.thread = Flooder.start("shouter", this::run);
    }

    private void run() {
        for (int turn = 1; !closed; turn++) {
            try (WireSocket socket = WireSocket.connect(room, 0, ADDRESS)) {
                socket.send(HELLO);
                Thread reader = Flooder.start("shouter-reader", () -> read(socket));
                shout(socket, reader, turn % DEAF_ONE_IN == 0);
                if (!closed) {
                    // The last words of the server, which are in the socket, shall be counted.
                    Flooder.await(reader);
                }
            } catch (IOException e) {
                notLetIn.incrementAndGet();
                LockSupport.parkNanos(20 * MILLI);
            }
        }
    }

    private void shout(WireSocket socket, Thread reader, boolean deaf) {
        try {
            long next = System.nanoTime();
            while (!closed && (deaf || reader.isAlive())) {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                for (int i = 0; i < PER_MILLI; i++) {
                    String id = Long.toString(sent.incrementAndGet());
                    frames.writeBytes(WireSocket.textFrame(
                            "{\"type\":\"publish\",\"id\":\"" + id + "\",\"text\":\"flood " + id + "\"}"));
                }
                socket.sendRaw(frames.toByteArray());
                next += MILLI;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (IOException e) {
            // Cut off.
        }
    }

    private void read(WireSocket socket) {
        try {
            while (true) {
                for (String object : socket.read().split("\\},?", -1)) {
                    count(object);
                }
            }
        } catch (IOException e) {
            if (socket.closeCode() == CUT) {
                cut.incrementAndGet();
            } else if (socket.closeCode() == UNREAD) {
                unread.incrementAndGet();
            } else if (socket.closeCode() != 0) {
                otherwise.incrementAndGet();
                lastOther.set(socket.closeCode());
            } else if (!closed) {
                // What was not read when the connection was reset is lost, the close as well.
                resets.incrementAndGet();
            }
        }
    }

    private void count(String object) {
        if (object.contains("\"type\":\"ack\"")) {
            // Each flood counts its ids from the beginning: what an earlier one has said is stored already.
            acked.addAndGet(object.contains("\"duplicate\":true") ? 0 : 1);
        } else if (object.contains("\"code\":\"tooFast\"")) {
            tooFast.incrementAndGet();
            hasty.addAndGet(object.contains("\"retryAfterMs\":") ? 0 : 1);
        }
    }

    String tally() {
        return "sent=" + sent + " acked=" + acked + " tooFast=" + tooFast + " withoutRetry=" + hasty + " cut4029=" + cut
                + " cut4008=" + unread + " endedOtherwise=" + otherwise
                + " lastOther=" + lastOther + " resets=" + resets + " notLetIn=" + notLetIn;
    }

    @Override
    public void close() {
        closed = true;
        Flooder.await(thread);
    }
}
