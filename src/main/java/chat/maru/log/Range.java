package chat.maru.log;

import java.util.Objects;

/**
 * Which messages a reader of history wants. Immutable.
 *
 * @param n the position that the direction starts from
 */
public record Range(Direction direction, long n) {
    public Range {
        Objects.requireNonNull(direction);
        if (n < 0 || n > Position.N_MAX) {
            throw new IllegalArgumentException("n is " + n + ", not within 0 and 2^53 - 1");
        }
    }

    /** Where from {@code n} the messages lie. */
    public enum Direction {
        /** The newest before {@code n}, which is excluded; 0 asks for the newest of all. */
        BEFORE,
        /** The oldest after {@code n}, which is excluded. */
        AFTER,
        /** Those around {@code n}: half of them up to and including it, half after it. */
        AROUND
    }

    /**
     * The position that parts what is wanted, in the log that stands at {@code head}: up to it is older, rest newer.
     */
    long parting(Head head) {
        long last = direction == Direction.BEFORE ? n - 1 : n;
        return Math.max(head.first() - 1, last < 0 ? head.n() : Math.min(last, head.n()));
    }

    boolean hasOlder() {
        return direction != Direction.AFTER;
    }

    boolean hasNewer() {
        return direction != Direction.BEFORE;
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
