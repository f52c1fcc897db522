package chat.maru.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What was counted: deliveries that arrived within the window, the latencies of publications that were meant for the
 * window, and what was wrong at any time after the warm-up. Owned by the loop's thread.
 */
public final class Tally {
    private static final long LATENCY_MAX_MICROS = 600_000_000L;
    private static final int DIGITS = 3;

    private final Nodes nodes;
    private final Histogram latencies = new Histogram(LATENCY_MAX_MICROS, DIGITS);
    private final Histogram across = new Histogram(LATENCY_MAX_MICROS, DIGITS);
    private boolean open;
    private long begin = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private long deliveries;
    private long doubled;
    private long reordered;
    private long stray;

    Tally(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Forgets what another window counted. */
    void openWindow(long now) {
        open = true;
        begin = now;
        end = Long.MAX_VALUE;
        deliveries = 0;
        latencies.reset();
        across.reset();
    }

    /** Begins to be strict: before this, members were still coming in. */
    void forgive() {
        doubled = 0;
        reordered = 0;
        stray = 0;
    }

    void closeWindow(long now) {
        open = false;
        end = now;
    }

    void delivered(Line by, Line to, long meantAt, long now) {
        if (open) {
            deliveries++;
        }
        if (meantAt >= begin && meantAt < end) {
            long micros = Math.min(LATENCY_MAX_MICROS, Math.max(0, (now - meantAt) / 1000));
            latencies.recordValue(micros);
            if (nodes.areApart(by, to)) {
                across.recordValue(micros);
            }
        }
    }

    void doubled() {
        doubled++;
    }

    void reordered() {
        reordered++;
    }

    void strayed() {
        stray++;
    }

    /** In microseconds. */
    public Histogram latencies() {
        return latencies;
    }

    /** In microseconds, of deliveries by another node than the publisher's. */
    public Histogram across() {
        return across;
    }

    public long deliveries() {
        return deliveries;
    }

    /** How many times a member was sent what it had. */
    public long doubledCount() {
        return doubled;
    }

    /** How many times a member was sent what others got before something that it has already. */
    public long reorderedCount() {
        return reordered;
    }

    /** How many times something was delivered in a room that it was not published in, or never. */
    public long strayCount() {
        return stray;
    }

    /** The length of the window. */
    public double seconds() {
        return (end - begin) / 1e9;
    }
}
