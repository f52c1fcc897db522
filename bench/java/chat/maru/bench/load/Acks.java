package chat.maru.bench.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the server said of publications: how many acks came within the window, and after how long, of publications that
 * were sent in it. Owned by the loop's thread.
 */
public final class Acks {
    private static final long LATENCY_MAX_MICROS = 600_000_000L;
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(LATENCY_MAX_MICROS, DIGITS);
    private long begin = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private long count;
    private long doubled;

    void openWindow(long now) {
        begin = now;
        end = Long.MAX_VALUE;
        count = 0;
        latencies.reset();
    }

    void closeWindow(long now) {
        end = now;
    }

    /** Begins to be strict. */
    void forgive() {
        doubled = 0;
    }

    /** @param sentAt null when nothing was waiting for this ack */
    void acked(@Nullable Long sentAt, long now) {
        if (sentAt == null) {
            doubled++;
            return;
        }
        if (now >= begin && now < end) {
            count++;
        }
        if (sentAt >= begin && sentAt < end) {
            latencies.recordValue(Math.min(LATENCY_MAX_MICROS, Math.max(0, (now - sentAt) / 1000)));
        }
    }

    /** In microseconds, from a publication to its ack. */
    public Histogram latencies() {
        return latencies;
    }

    /** Acks within the window. */
    public long count() {
        return count;
    }

    /** Acks that nobody waited for. */
    public long doubledCount() {
        return doubled;
    }
}
