package chat.maru.log;

/**
 * Which messages a reader of history wants. Immutable.
 *
 * @param n the position that the direction starts from
 */
public record Range(Direction direction, long n) {
    /** Where from {@code n} the messages lie. */
    public enum Direction {
        /** The newest before {@code n}, which is excluded; 0 asks for the newest of all. */
        BEFORE,
        /** The oldest after {@code n}, which is excluded. */
        AFTER,
        /** Those around {@code n}: half of them up to and including it, half after it. */
        AROUND
    }

    public static Range before(long n) {
        return new Range(Direction.BEFORE, n);
    }

    public static Range after(long n) {
        return new Range(Direction.AFTER, n);
    }

    public static Range around(long n) {
        return new Range(Direction.AROUND, n);
    }
}
