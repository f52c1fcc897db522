package chat.maru.log;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Virtual time, and what happens in it, in order, on the one thread of a simulation. Who would block a thread of the
 * product calls {@link #passes}: then the others go on, inside that call.
 */
final class SimulatedTime {
    /** Who waits deeper than that waits alone: the stack is finite. */
    private static final int DEPTH_MAX = 8;

    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));

    private long nanos;
    private long order;
    private int depth;
    private boolean over;

    long nanos() {
        return nanos;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Has {@code event} happen in so many microseconds. */
    void in(long micros, Runnable event) {
        events.add(new Event(nanos + micros * 1_000, order++, event));
    }

    /** Somebody waits for so many microseconds, or somewhat longer; others do what they have to do. */
    void passes(long micros) {
        long until = nanos + micros * 1_000;
        if (depth < DEPTH_MAX) {
            depth++;
            while (!over && !events.isEmpty() && events.element().nanos <= until) {
                Event event = events.remove();
                nanos = Math.max(nanos, event.nanos);
                event.what.run();
            }
            depth--;
        }
        nanos = Math.max(nanos, until);
    }

    /** Nothing happens any more. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    private record Event(long nanos, long order, Runnable what) {}
}
