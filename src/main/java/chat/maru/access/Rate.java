package chat.maru.access;

/**
 * How often something may be done: so many times at once, and then so many times a second. Immutable.
 *
 * @param perSecond from 1
 * @param burst from 1: how often at once by somebody who has been quiet
 */
public record Rate(long perSecond, long burst) {
    private static final long NANOS = 1_000_000_000;

    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate is at least 1 a second and 1 at once");
        }
    }

    /** So many times as often. */
    Rate times(long factor) {
        return new Rate(Math.multiplyExact(perSecond, factor), Math.multiplyExact(burst, factor));
    }

    /** The time that one act costs, rounded up: never more than the rate. */
    long costNanos() {
        return (NANOS + perSecond - 1) / perSecond;
    }

    /** The debt at which one more act is still allowed. */
    long debtNanosMax() {
        return costNanos() * (burst - 1);
    }
}
