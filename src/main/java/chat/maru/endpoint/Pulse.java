package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import java.util.concurrent.TimeUnit;

/**
 * Whether one connection still lives. {@link #heard} is for any thread; {@link #check} for the watch alone.
 *
 * <p>Ours, because no container can be relied on: some enforce no send timeout, some report a timed-out send as done,
 * and most never notice a peer that has vanished.
 */
final class Pulse {
    private static final int MISSES_MAX = 2;

    /** What the watch has to do. */
    enum Verdict {
        ALIVE,
        PING_DUE,
        NO_HELLO,
        STALLED,
        SILENT
    }

    private final Limits limits;
    private final long opened = System.nanoTime();
    private long pinged = opened;

    /** Raised by any thread, lowered by the watch. */
    private volatile boolean heard;

    /** Pings in a row that nothing was heard after. Of the watch alone. */
    private int unanswered;

    Pulse(Limits limits) {
        this.limits = limits;
    }

    /** The client sent a frame or a pong. */
    void heard() {
        heard = true;
    }

    Verdict check(long now, long stalledNanos, boolean waitsForHello) {
        if (stalledNanos > TimeUnit.MILLISECONDS.toNanos(limits.sendTimeoutMs())) {
            return Verdict.STALLED;
        }
        if (waitsForHello && now - opened > TimeUnit.MILLISECONDS.toNanos(limits.helloTimeoutMs())) {
            return Verdict.NO_HELLO;
        }
        if (now - pinged < TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMs())) {
            return Verdict.ALIVE;
        }
        if (heard) {
            heard = false;
            unanswered = 0;
        }
        if (unanswered >= MISSES_MAX) {
            return Verdict.SILENT;
        }
        pinged = now;
        unanswered++;
        return Verdict.PING_DUE;
    }
}
