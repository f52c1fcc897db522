package chat.maru.log;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;

/**
 * Copies committed pages from the write-ahead log into the database, on a thread and a connection of its own, so that
 * appends go on meanwhile. Thread-safe.
 *
 * <p>Under steady load the write-ahead log would never come to an end and grow without bound. Beyond a size, and after
 * an erasure, whose text is still in it, it is therefore emptied in a moment when the writer waits; nearly all has been
 * copied by then.
 */
final class SqliteCheckpointer implements AutoCloseable {
    /** Pages written since the last checkpoint that make the next one worth its flushes: 8 MiB. */
    private static final int CHECKPOINT_PAGES = 2_048;

    /**
     * Pages in the write-ahead log from which on the writer is made to begin at its front again: 32 MiB. It is the same
     * pages of the disk then, which the file system need not find anew for every flush.
     */
    private static final long REWIND_PAGES = 8_192;

    /**
     * Pages in the write-ahead log from which on it is emptied, for a reader was in the way of every rewinding: 64 MiB.
     */
    private static final long EMPTY_PAGES = 16_384;

    /** Erasures follow one another; emptying once for several is enough. */
    private static final long EMPTY_INTERVAL_NANOS = 1_000_000_000L;

    private final Connection connection;
    private final Lock turn;
    private final Thread thread;
    private long pages;
    private boolean erased;
    private boolean closed;
    private boolean paused;
    private long emptiedNanos = System.nanoTime() - EMPTY_INTERVAL_NANOS;

    /**
     * @param connection a connection of its own
     * @param turn held by the writer during each of its transactions
     */
    SqliteCheckpointer(Connection connection, Lock turn) {
        this.connection = connection;
        this.turn = turn;
        thread = Threads.start("maru-log-checkpointer", this::work);
    }

    /** Hears of a commit that wrote about {@code written} pages. */
    synchronized void committed(long written, boolean hasErased) {
        pages += written;
        erased |= hasErased;
        if (pages >= CHECKPOINT_PAGES || erased) {
            notifyAll();
        }
    }

    private void work() {
        while (await()) {
            boolean empty = takeErased();
            try {
                long size = checkpoint("PASSIVE");
                if (empty || (size > EMPTY_PAGES && !isPaused())) {
                    empty();
                } else if (size > REWIND_PAGES && !isPaused()) {
                    rewind();
                }
            } catch (SQLException e) {
                Threads.LOGGER.log(Level.WARNING, "the write-ahead log was not copied", e);
            }
        }
    }

    /** Waits for something to do; {@code false} once closed. */
    private synchronized boolean await() {
        while (!closed) {
            long restNanos = EMPTY_INTERVAL_NANOS - (System.nanoTime() - emptiedNanos);
            if (pages >= CHECKPOINT_PAGES || (erased && !paused && restNanos <= 0)) {
                pages = 0;
                return true;
            }
            try {
                if (erased && !paused) {
                    wait(1 + restNanos / 1_000_000);
                } else {
                    wait();
                }
            } catch (InterruptedException e) {
                // Only stop() ends this thread.
            }
        }
        return false;
    }

    /** Lets the write-ahead log be copied but not emptied, until {@code false} is said; the writer says so. */
    synchronized void pause(boolean pauses) {
        paused = pauses;
        notifyAll();
    }

    private synchronized boolean isPaused() {
        return paused;
    }

    private synchronized boolean takeErased() {
        boolean taken = erased && !paused && System.nanoTime() - emptiedNanos >= EMPTY_INTERVAL_NANOS;
        erased &= !taken;
        return taken;
    }

    /**
     * Copies the little that has come since the last copying, while the writer waits: when all is copied, and nobody
     * reads in it, its next transaction begins at the front.
     */
    private void rewind() throws SQLException {
        turn.lock();
        try {
            checkpoint("PASSIVE");
        } finally {
            turn.unlock();
        }
    }

    private void empty() throws SQLException {
        turn.lock();
        try {
            if (isPaused()) {
                // It has been paused while this thread waited for its turn.
                committed(0, true);
                return;
            }
            checkpoint("TRUNCATE");
        } finally {
            turn.unlock();
        }
        synchronized (this) {
            emptiedNanos = System.nanoTime();
        }
    }

    /** Returns the pages that the write-ahead log had. */
    private long checkpoint(String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? row.getLong(2) : 0;
        }
    }

    /** Ends the thread. */
    void stop() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Threads.join(thread);
    }

    /** Ends the thread and closes the connection. */
    @Override
    public void close() throws SQLException {
        stop();
        connection.close();
    }
}
