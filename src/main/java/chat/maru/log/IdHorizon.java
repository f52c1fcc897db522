package chat.maru.log;

import java.time.Duration;

/**
 * How long a client's id is remembered after its entry was trimmed: until both have passed.
 *
 * @param ids newer ids in the same room
 * @param millis time, in milliseconds
 */
record IdHorizon(long ids, long millis) {
    /** What {@link RoomLog} promises. */
    static final IdHorizon PROMISED =
            new IdHorizon(100_000, Duration.ofHours(24).toMillis());

    /** Whether an id may be forgotten whose entry was trimmed when the room stood at {@code trimmedN}. */
    boolean passed(long trimmedN, long trimmedAtMillis, long n, long nowMillis) {
        return n - trimmedN >= ids && nowMillis - trimmedAtMillis >= millis;
    }
}
