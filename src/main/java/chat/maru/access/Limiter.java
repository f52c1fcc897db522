package chat.maru.access;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets for what clients do, kept for each connection, identity and address. Thread-safe; made by the
 * composition root, one in a server.
 *
 * <p>A bucket is one point in time: when it will be full again. Each act moves it on by what one act costs, and an act
 * is allowed unless that point lies a whole burst ahead. So a bucket that is full says nothing, and is not kept.
 *
 * <p>An act takes from all its buckets or from none, and one that is refused costs nothing: a client that waits as it
 * is told is let through. What other nodes have let through is taken as well, once they have told. Times are
 * {@link System#nanoTime} of one machine, and may wrap around.
 */
public final class Limiter {
    /** What is limited on its own. */
    public enum Kind {
        MESSAGE,
        /** Edits, deletions, state, moderation. */
        EDIT,
        REACTION,
        TYPING,
        HISTORY,
        /** By address alone: nothing else is known yet. */
        HANDSHAKE,
        /** By identity and address: there is no connection. */
        REST
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final long ELSEWHERE_NANOS_MAX = 60_000 * NANOS_PER_MILLI;

    private static final String PERSON = " i ";
    private static final String ADDRESS = " a ";

    /** So many buckets are remembered for the other nodes between two tellings; of more they do not hear. */
    private static final int SPENT_MAX = 20_000;

    private final Map<Kind, Rate> connectionRates;
    private final Map<Kind, Rate> identityRates;
    private final Map<Kind, Rate> addressRates;
    private final BucketTable table;

    /** What has been taken from each bucket since other nodes were told; {@code null} where there are none. */
    private @Nullable Map<String, Long> spent;

    /**
     * @param rates of a connection, for every kind
     * @param identityFactor how many times as much one identity may do on all its connections
     * @param addressFactor the same for all who share an address
     * @param bucketsMax how many buckets of identities and addresses are kept at a time
     */
    public Limiter(Map<Kind, Rate> rates, int identityFactor, int addressFactor, int bucketsMax) {
        this.connectionRates = times(rates, 1);
        this.identityRates = times(rates, identityFactor);
        this.addressRates = times(rates, addressFactor);
        this.table = new BucketTable(bucketsMax);
    }

    private static Map<Kind, Rate> times(Map<Kind, Rate> rates, int factor) {
        Map<Kind, Rate> multiplied = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Rate rate = rates.get(kind);
            if (rate == null) {
                throw new IllegalArgumentException("no rate for " + kind);
            }
            multiplied.put(kind, rate.times(factor));
        }
        return multiplied;
    }

    /** The buckets of one connection, full. Owned by the connection; only a limiter looks into it. */
    public static final class Own {
        private final Map<Kind, Long> fullAt = new EnumMap<>(Kind.class);
    }

    /**
     * Takes for one act, if it is allowed.
     *
     * @param own the connection's; {@code null} where there is none
     * @param identity its id; empty while nobody knows it
     * @param bucketKey {@link Arrival#bucketKey}; empty for none
     * @return 0 where it is allowed; otherwise how many milliseconds to wait before it can be, and nothing is taken
     */
    public synchronized long retryAfterMs(
            Kind kind, @Nullable Own own, String identity, String bucketKey, long nowNanos) {
        table.dropFull(nowNanos);
        Rate connection = rate(connectionRates, kind);
        Rate person = rate(identityRates, kind);
        Rate address = rate(addressRates, kind);
        String personKey = identity.isEmpty() ? "" : kind + PERSON + identity;
        String addressKey = bucketKey.isEmpty() ? "" : kind + ADDRESS + bucketKey;
        long ownFullAt = own == null ? nowNanos : own.fullAt.getOrDefault(kind, nowNanos);
        long wait = Math.max(
                wait(ownFullAt, connection, nowNanos),
                Math.max(
                        wait(table.fullAt(personKey, nowNanos), person, nowNanos),
                        wait(table.fullAt(addressKey, nowNanos), address, nowNanos)));
        if (wait > 0) {
            return (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        }
        if (own != null) {
            own.fullAt.put(kind, after(ownFullAt, connection, nowNanos));
        }
        table.put(personKey, after(table.fullAt(personKey, nowNanos), person, nowNanos));
        table.put(addressKey, after(table.fullAt(addressKey, nowNanos), address, nowNanos));
        spend(personKey, person);
        spend(addressKey, address);
        return 0;
    }

    private void spend(String key, Rate rate) {
        if (spent != null && !key.isEmpty() && (spent.size() < SPENT_MAX || spent.containsKey(key))) {
            spent.merge(key, rate.costNanos(), Long::sum);
        }
    }

    /** What was taken from each bucket since this was last called, in nanoseconds; nothing the first time. */
    public synchronized Map<String, Long> takeSpent() {
        Map<String, Long> taken = spent == null ? Map.of() : spent;
        spent = new HashMap<>();
        return taken;
    }

    /**
     * Takes from a bucket what was taken from it on another node, whatever is left in it. Nobody owes more than a burst
     * and a minute for that, whatever other nodes say.
     *
     * @param bucket as {@link #takeSpent} names it; nothing happens where it is no bucket's name
     */
    public synchronized void spentElsewhere(String bucket, long nanos, long nowNanos) {
        Rate rate = rate(bucket);
        if (rate == null) {
            return;
        }
        long debt = Math.max(0, table.fullAt(bucket, nowNanos) - nowNanos);
        long more = Math.min(Math.max(0, nanos), ELSEWHERE_NANOS_MAX);
        long most = Math.max(debt, rate.debtNanosMax() + ELSEWHERE_NANOS_MAX);
        table.put(bucket, nowNanos + Math.min(debt + more, most));
    }

    private @Nullable Rate rate(String bucket) {
        for (Kind kind : Kind.values()) {
            if (bucket.startsWith(kind + PERSON)) {
                return identityRates.get(kind);
            }
            if (bucket.startsWith(kind + ADDRESS)) {
                return addressRates.get(kind);
            }
        }
        return null;
    }

    private static Rate rate(Map<Kind, Rate> rates, Kind kind) {
        return Objects.requireNonNull(rates.get(kind));
    }

    private static long wait(long fullAt, Rate rate, long now) {
        return Math.max(0, fullAt - now - rate.debtNanosMax());
    }

    private static long after(long fullAt, Rate rate, long now) {
        return now + Math.max(0, fullAt - now) + rate.costNanos();
    }

    /** How many buckets of identities and addresses are kept just now. */
    public synchronized int buckets() {
        return table.size();
    }
}
