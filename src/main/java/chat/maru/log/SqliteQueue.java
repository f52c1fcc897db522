package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What waits for the writing thread, bounded in bytes. Thread-safe. */
final class SqliteQueue {
    /** Drafts taken at once: enough that the disk's flush weighs little, few enough that none waits for long. */
    private static final int BATCH_MAX = 2_048;

    private final long bytesMax;
    private final Queue<SqliteWrite> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    SqliteQueue(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Queues what the bound counts, or says why not. */
    synchronized Optional<Reason> offer(SqliteWrite.Shared write) {
        if (closed) {
            return Optional.of(Reason.STOPPED);
        }
        if (bytes + write.bytes() > bytesMax) {
            return Optional.of(Reason.BUSY);
        }
        bytes += write.bytes();
        add(write);
        return Optional.empty();
    }

    /** Queues what the bound does not count; {@code false} once closed. */
    synchronized boolean offer(SqliteWrite write) {
        if (!closed) {
            add(write);
        }
        return !closed;
    }

    private void add(SqliteWrite write) {
        waiting.add(write);
        if (waiting.size() == 1) {
            notifyAll();
        }
    }

    /**
     * Takes what waits, in order.
     *
     * @param wait whether to wait until there is something
     * @return empty when nothing waits and none was to be waited for, or all is done and the queue closed
     */
    synchronized List<SqliteWrite> take(boolean wait) {
        while (wait && waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Whoever interrupts this thread must not stop the log. Only close() ends it.
            }
        }
        List<SqliteWrite> taken = new ArrayList<>(Math.min(waiting.size(), BATCH_MAX));
        while (taken.size() < BATCH_MAX && !waiting.isEmpty()) {
            SqliteWrite next = waiting.remove();
            if (next instanceof SqliteWrite.Shared shared) {
                bytes -= shared.bytes();
            }
            taken.add(next);
        }
        return taken;
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
