package chat.maru.log;

/**
 * How a {@link SqliteLogStore} works. Immutable.
 *
 * @param synchronous whether a commit waits for the disk; {@code false} exists so that a test can prove that it would
 *     notice
 * @param queueBytesMax appends that wait, in {@link Draft#sizeBytes}; beyond it they are refused {@code BUSY}
 * @param tailBytesMax the newest entries of all open rooms kept in memory, in {@link Entry#sizeBytes}
 * @param storeBytesMax the database file, in bytes, or 0 for no bound; beyond it appends are refused {@code STORE_FULL}
 */
public record SqliteOptions(boolean synchronous, int queueBytesMax, int tailBytesMax, long storeBytesMax) {
    public SqliteOptions {
        if (queueBytesMax < 1 || tailBytesMax < 0 || storeBytesMax < 0) {
            throw new IllegalArgumentException("a bound is negative, or the queue has none");
        }
    }

    /** Durable, 16 MiB of queue, 64 MiB of tails, and as much disk as there is. */
    public static SqliteOptions defaults() {
        return new SqliteOptions(true, 16 << 20, 64 << 20, 0);
    }
}
