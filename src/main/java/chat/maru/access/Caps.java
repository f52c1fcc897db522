package chat.maru.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many connections there may be at a time. Thread-safe; made by the composition root, one in a server.
 *
 * <p>A connection holds a {@link Lease} from its first moment to its end. Until it is known whose it is, it also counts
 * among those who have not said so: they are the cheapest to make, and so may be fewer.
 */
public final class Caps {
    /**
     * The bounds.
     *
     * @param all connections
     * @param perAddress connections of one address
     * @param perIdentity connections of one identity
     * @param unidentified connections that have not said hello
     * @param unidentifiedPerAddress the same of one address
     */
    public record Bounds(int all, int perAddress, int perIdentity, int unidentified, int unidentifiedPerAddress) {}

    private final Bounds bounds;
    private final Map<String, Integer> addresses = new HashMap<>();
    private final Map<String, Integer> silentAddresses = new HashMap<>();
    private final Map<String, Integer> identities = new HashMap<>();
    private int all;
    private int silent;

    public Caps(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Counts a connection whose identity is not known yet; empty, and nothing counted, where there are too many.
     *
     * @param bucketKey {@link Arrival#bucketKey}; empty for one that only counts among all
     */
    public synchronized Optional<Lease> open(String bucketKey) {
        boolean full = all >= bounds.all
                || silent >= bounds.unidentified
                || count(addresses, bucketKey) >= bounds.perAddress
                || count(silentAddresses, bucketKey) >= bounds.unidentifiedPerAddress;
        if (full) {
            return Optional.empty();
        }
        all++;
        silent++;
        add(addresses, bucketKey);
        add(silentAddresses, bucketKey);
        return Optional.of(new Lease(bucketKey));
    }

    /** How many connections are counted just now. */
    public synchronized int all() {
        return all;
    }

    /** How many of them nobody knows the identity of. */
    public synchronized int unidentified() {
        return silent;
    }

    /** How many connections an identity has. */
    public synchronized int of(String identity) {
        return count(identities, identity);
    }

    /** How many addresses and identities are kept: none of those that have no connection. */
    synchronized int names() {
        return addresses.size() + silentAddresses.size() + identities.size();
    }

    private static int count(Map<String, Integer> counts, String key) {
        return counts.getOrDefault(key, 0);
    }

    private static void add(Map<String, Integer> counts, String key) {
        if (!key.isEmpty()) {
            counts.merge(key, 1, Integer::sum);
        }
    }

    private static void take(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (name, count) -> count == 1 ? null : count - 1);
    }

    /** One connection's place. Thread-safe; closed by its connection, once or more often. */
    public final class Lease implements AutoCloseable {
        private final String bucketKey;
        private String identity = "";
        private boolean closed;

        private Lease(String bucketKey) {
            this.bucketKey = bucketKey;
        }

        /**
         * Says whose the connection is. False where that identity has too many, or the lease is closed; the lease then
         * stays what it was. Once it is known, saying it again changes nothing.
         */
        public boolean identify(String id) {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("nobody's id is empty");
            }
            synchronized (Caps.this) {
                if (closed || !identity.isEmpty()) {
                    return !closed;
                }
                if (count(identities, id) >= bounds.perIdentity) {
                    return false;
                }
                identity = id;
                add(identities, id);
                silent--;
                take(silentAddresses, bucketKey);
                return true;
            }
        }

        @Override
        public void close() {
            synchronized (Caps.this) {
                if (closed) {
                    return;
                }
                closed = true;
                all--;
                take(addresses, bucketKey);
                if (identity.isEmpty()) {
                    silent--;
                    take(silentAddresses, bucketKey);
                } else {
                    take(identities, identity);
                }
            }
        }
    }
}
