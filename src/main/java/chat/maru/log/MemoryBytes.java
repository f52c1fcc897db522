package chat.maru.log;

/** The bytes that all rooms of a {@link MemoryLogStore} hold together. Thread-safe. */
final class MemoryBytes {
    private final long max;
    private long used;

    MemoryBytes(long max) {
        this.max = max;
    }

    /**
     * Takes {@code taken} bytes against {@code freed} ones in one step, if that stays within the bound.
     *
     * @return whether it did; if not, nothing has changed
     */
    synchronized boolean exchange(long freed, long taken) {
        if (used - freed + taken > max) {
            return false;
        }
        used += taken - freed;
        return true;
    }

    /** How much is missing before {@code taken} more bytes fit; 0 or less when they do. */
    synchronized long missing(long taken) {
        return used + taken - max;
    }

    synchronized long used() {
        return used;
    }

    long max() {
        return max;
    }

    synchronized void free(long freed) {
        used -= freed;
    }
}
