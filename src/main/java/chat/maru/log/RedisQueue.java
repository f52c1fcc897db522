package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What waits for the writing thread, bounded in bytes. Thread-safe. */
final class RedisQueue {
    /** Writes taken at once: enough that one way to Redis is shared by many, few enough that none waits for long. */
    private static final int BATCH_MAX = 2_048;

    private final long bytesMax;
    private final Queue<RedisWrite> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    RedisQueue(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Queues what the bound counts, or says why not. */
    synchronized Optional<Reason> offer(RedisWrite.Shared write) {
        if (closed) {
            return Optional.of(Reason.STOPPED);
        }
        if (bytes + write.bytes() > bytesMax) {
            return Optional.of(Reason.BUSY);
        }
        add(write);
        return Optional.empty();
    }

    /** Queues what the bound does not count; {@code false} once closed. */
    synchronized boolean offer(RedisWrite write) {
        if (!closed) {
            add(write);
        }
        return !closed;
    }

    private void add(RedisWrite write) {
        bytes += write.bytes();
        waiting.add(write);
        notifyAll();
    }

    /**
     * Takes what waits, in order, and waits for it no longer than so many milliseconds.
     *
     * @return empty when there was nothing
     */
    synchronized List<RedisWrite> take(long waitMillis) {
        long deadline = System.nanoTime() + waitMillis * 1_000_000;
        long left = waitMillis;
        while (waiting.isEmpty() && !closed && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                // Whoever interrupts this thread must not stop the log. Only close() ends it.
            }
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        List<RedisWrite> taken = new ArrayList<>(Math.min(waiting.size(), BATCH_MAX));
        while (taken.size() < BATCH_MAX && !waiting.isEmpty()) {
            RedisWrite next = waiting.remove();
            bytes -= next.bytes();
            taken.add(next);
        }
        return taken;
    }

    /** Whether nothing more comes. */
    synchronized boolean isOver() {
        return closed && waiting.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Lets nothing more in; what waits is still taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
