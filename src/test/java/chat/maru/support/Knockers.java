package chat.maru.support;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Handshakes from one address, 500 a second where the machine can, each on a new connection that is reset as soon as it
 * is answered.
 */
final class Knockers implements AutoCloseable {
    /** So many wait for their answers at once, since a busy server takes its time. */
    private static final int THREADS = 16;

    private static final String ADDRESS = "X-Forwarded-For: 198.51.100.100";
    private static final long PERIOD_NANOS = 1_000_000_000L / 500;
    private static final int STATUS_BYTES = 12;

    private final URI room;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong letIn = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();
    private final long start = System.nanoTime();
    private volatile boolean closed;

    Knockers(URI room) {
        this.room = room;
        for (int i = 0; i < THREADS; i++) {
            threads.add(Flooder.start("knocker-" + i, this::run));
        }
    }

    private void run() {
        while (!closed) {
            long turn = turns.getAndIncrement();
            for (long wait = start + turn * PERIOD_NANOS - System.nanoTime(); wait > 0 && !closed; ) {
                LockSupport.parkNanos(wait);
                wait = start + turn * PERIOD_NANOS - System.nanoTime();
            }
            count(knock());
        }
    }

    private String knock() {
        try (Socket socket = new Socket(room.getHost(), room.getPort())) {
            socket.setSoTimeout((int) WireSocket.DEADLINE.toMillis());
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(WireSocket.handshake(room, ADDRESS));
            byte[] status = socket.getInputStream().readNBytes(STATUS_BYTES);
            return new String(status, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void count(String answer) {
        switch (answer) {
            case "HTTP/1.1 101" -> letIn.incrementAndGet();
            case "HTTP/1.1 429" -> refused.incrementAndGet();
            default -> otherwise.incrementAndGet();
        }
    }

    String tally() {
        return "let=" + letIn + " refused429=" + refused + " answeredOtherwise=" + otherwise;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Flooder::await);
    }
}
