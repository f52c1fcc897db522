package chat.maru.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the generator's thread does all the time: serves sockets, and the pace. Owned by that thread. */
final class Loop {
    /** More than any server's socket holds at once; a longer frame ends the run. */
    private static final int BUFFER_BYTES = 1 << 19;

    private static final long WAIT_NANOS_MAX = 100_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    final Selector selector = Selector.open();

    /** Those who do not read everything at once. */
    final List<Line> slow = new ArrayList<>();

    Pace pace = Pace.SILENCE;

    /** Of {@link System#nanoTime}, when what is being served was found. */
    long now;

    private final Crowd crowd;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long sipAt;

    Loop(Crowd crowd) throws IOException {
        this.crowd = crowd;
    }

    /** Goes on until {@code done}, or until the deadline; whether it was done. */
    boolean until(BooleanSupplier done, long deadline) throws IOException {
        while (!done.getAsBoolean()) {
            now = System.nanoTime();
            if (now >= deadline) {
                return false;
            }
            sip();
            long due = pace.tick(crowd, now);
            long wait = Math.min(WAIT_NANOS_MAX, Math.min(due, deadline) - now);
            if (wait < MILLI_NANOS) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, wait / MILLI_NANOS);
            }
        }
        return true;
    }

    /** Lets slow readers have their share of a tenth of a second. */
    private void sip() throws IOException {
        if (now < sipAt) {
            return;
        }
        sipAt = now + WAIT_NANOS_MAX;
        for (Line line : slow) {
            line.sip(shared);
        }
    }

    private void ready(SelectionKey key) {
        now = System.nanoTime();
        try {
            ((Line) key.attachment()).ready(shared);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
