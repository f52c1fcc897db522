package chat.maru.log;

import java.util.Objects;

/**
 * A place in a room's log: entry {@code n} of {@code epoch}. Immutable.
 *
 * <p>A number alone is not a place: after a restore, an import or a lossy failover the same {@code n} would name
 * another entry. The epoch changes then, and only then.
 *
 * @param epoch opaque; compared for equality only
 * @param n 0 (before the first entry) to {@link #N_MAX}
 */
public record Position(String epoch, long n) {
    /** The largest integer that every JSON reader, JavaScript's included, keeps exactly: 2^53 - 1. */
    public static final long N_MAX = (1L << 53) - 1;

    public Position {
        Objects.requireNonNull(epoch);
        if (n < 0 || n > N_MAX) {
            throw new IllegalArgumentException("n is " + n + ", not within 0 and 2^53 - 1");
        }
    }
}
