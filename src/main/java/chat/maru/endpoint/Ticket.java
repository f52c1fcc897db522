package chat.maru.endpoint;

import chat.maru.access.Arrival;
import chat.maru.access.Caps;
import chat.maru.access.Entrance;
import chat.maru.access.Identity;
import chat.maru.access.Limiter;

/**
 * What one connection was let in with: where it comes from, its share of the caps, its own pace, and how long its
 * identity lasts. Thread-safe but for {@link #expiry}, which is the watch's; owned by a {@link Connection}.
 */
final class Ticket {
    /** So long before its token ends, the client is told to bring a new one. */
    private static final long WARNING_MILLIS = 60_000;

    /** What the watch has to do. */
    enum Expiry {
        NONE,
        WARNING_DUE,
        OVER
    }

    private final Entrance entrance;
    private final Arrival arrival;
    private final Caps.Lease lease;
    private final Limiter.Own pace = new Limiter.Own();
    private boolean warned;

    Ticket(Entrance entrance, Arrival arrival, Caps.Lease lease) {
        this.entrance = entrance;
        this.arrival = arrival;
        this.lease = lease;
    }

    Arrival arrival() {
        return arrival;
    }

    /** Counts a connection of that identity; false where it has as many as it may. */
    boolean admits(Identity who) {
        return lease.identify(who.id());
    }

    /** Takes a turn of that kind: how long the client has to wait for one, in milliseconds, or 0. */
    long waitMillis(Limiter.Kind kind, Identity who) {
        return entrance.limiter().retryAfterMs(kind, pace, who.id(), arrival.bucketKey(), System.nanoTime());
    }

    /** How long an identity lasts from now, in milliseconds. */
    long millisLeft(Identity who) {
        return who.untilMillis() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : who.untilMillis() - entrance.clock().millis();
    }

    /** Whether an identity still is one: neither over nor taken back. */
    boolean isValid(Identity who) {
        return entrance.policy().isValid(who, entrance.clock().millis());
    }

    /** Called by the watch; a warning is due once for each token. */
    Expiry expiry(Identity who) {
        long left = millisLeft(who);
        if (left <= 0) {
            return Expiry.OVER;
        }
        boolean due = left <= WARNING_MILLIS && !warned;
        warned = left <= WARNING_MILLIS;
        return due ? Expiry.WARNING_DUE : Expiry.NONE;
    }

    /** Gives the share of the caps back. Idempotent. */
    void close() {
        lease.close();
    }
}
