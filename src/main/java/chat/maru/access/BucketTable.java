package chat.maru.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Buckets by name, in the order in which they will be full. Not thread-safe; owned by {@link Limiter}.
 *
 * <p>Who is full is dropped, which changes nothing. When there are too many, the one that would be full first goes: it
 * forgives least. So to be forgiven a debt by way of a flood of new names, all of those must owe more, and that costs
 * as many allowed acts as the table has places, times that debt. Whoever commands so many names needs no forgiveness.
 */
final class BucketTable {
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final TreeSet<Bucket> byTime = new TreeSet<>();
    private final int bucketsMax;

    /** {@code fullAt} is compared by difference, since the clock may wrap around. */
    private record Bucket(String key, long fullAt) implements Comparable<Bucket> {
        @Override
        public int compareTo(Bucket other) {
            long later = fullAt - other.fullAt;
            return later == 0 ? key.compareTo(other.key) : Long.signum(later);
        }
    }

    BucketTable(int bucketsMax) {
        this.bucketsMax = bucketsMax;
    }

    /** Forgets those that are full. */
    void dropFull(long now) {
        while (!byTime.isEmpty() && byTime.first().fullAt - now <= 0) {
            dropFirst();
        }
    }

    private void dropFirst() {
        buckets.remove(Objects.requireNonNull(byTime.pollFirst()).key);
    }

    /** When the bucket will be full: now, for one that is not kept. */
    long fullAt(String key, long now) {
        Bucket bucket = buckets.get(key);
        return bucket == null ? now : bucket.fullAt;
    }

    /** Keeps a bucket; nothing under the empty name. */
    void put(String key, long fullAt) {
        if (key.isEmpty()) {
            return;
        }
        Bucket bucket = new Bucket(key, fullAt);
        Bucket before = buckets.put(key, bucket);
        if (before != null) {
            byTime.remove(before);
        }
        byTime.add(bucket);
        if (byTime.size() > bucketsMax) {
            dropFirst();
        }
    }

    int size() {
        return byTime.size();
    }
}
