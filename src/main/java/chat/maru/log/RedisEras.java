package chat.maru.log;

import chat.maru.log.LogStore.Durability;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What has to be distrusted after Redis may have lost its newest entries. A node notices a loss in the rooms that it
 * knows, by head and chain; in a room that no node knows, nobody would, and a position could get a second text. So each
 * bucket has an era, which ends when a suffix may have been lost, and each room's row tells in which era it was last
 * changed. A room of an earlier era that this node does not know gets a new epoch before it is used. Rooms without an
 * entry have the era for their epoch. Thread-safe.
 *
 * <p>Beside the era stands Redis's replication id, which changes when Redis restarts and when a replica takes over. A
 * restart loses nothing where every write is synced; a replica may have been behind.
 */
final class RedisEras {
    private static final String NO_ID = "0".repeat(40);
    private static final int TRIES_MAX = 10;

    private final Durability durability;
    private final AtomicReferenceArray<String> eras = new AtomicReferenceArray<>(RedisSlot.BUCKETS);
    /** What this node began last in each bucket. */
    private final String[] begun = new String[RedisSlot.BUCKETS];

    private String next = Epochs.fresh();

    RedisEras(Durability durability) {
        this.durability = durability;
    }

    /** The era of a bucket; an empty text until it was looked at. */
    String of(int bucket) {
        String era = eras.get(bucket);
        return era == null ? "" : era;
    }

    /**
     * Looks which eras it is, and ends them where Redis is another than before.
     *
     * @param server the way to one server, and not to a cluster
     * @param buckets those that it holds; of others it says so, and they are left out
     */
    void look(RedisWire server, List<Integer> buckets) throws IOException {
        RedisInfo info = RedisInfo.of(server, "replication");
        List<Integer> left = buckets;
        for (int tries = 0; tries < TRIES_MAX && !left.isEmpty(); tries++) {
            left = look(server, left, info);
        }
        if (!left.isEmpty()) {
            throw new IOException("the nodes do not agree whether Redis has lost anything");
        }
    }

    /** Those buckets that another node has changed in between. */
    private List<Integer> look(RedisWire server, List<Integer> buckets, RedisInfo info) throws IOException {
        for (int bucket : buckets) {
            server.send(RedisCommand.of("GET", RedisKeys.era(bucket)));
        }
        server.flush();
        List<Change> changes = new ArrayList<>();
        for (int bucket : buckets) {
            Object reply = server.read();
            if (reply instanceof RedisError error) {
                if (!error.isElsewhere()) {
                    throw error;
                }
                continue;
            }
            String found = reply == null ? "" : RedisPage.text(reply);
            String kept = kept(bucket, found, info);
            if (kept.equals(found)) {
                found(bucket, found);
            } else {
                changes.add(new Change(bucket, found, kept));
            }
        }
        return change(server, changes);
    }

    /** What is to stand where {@code found} does. */
    private String kept(int bucket, String found, RedisInfo info) {
        String id = info.get("master_replid", NO_ID);
        String[] parts = found.split(" ", 2);
        boolean isOurs = parts.length == 2 && Epochs.isOne(parts[0]);
        if (isOurs && parts[1].equals(id)) {
            return found;
        }
        // A second id tells that this one was a replica once: of that whose id we know, or of who came after it.
        boolean isRestart = info.get("master_replid2", NO_ID).equals(NO_ID);
        boolean hasAll = isOurs && isRestart && durability == Durability.DISK;
        return (hasAll ? parts[0] : begin(bucket)) + " " + id;
    }

    /**
     * The same for all buckets, for as long as none of them needs another: so rooms without an entry have one epoch.
     */
    private synchronized String begin(int bucket) {
        if (next.equals(begun[bucket])) {
            next = Epochs.fresh();
        }
        begun[bucket] = next;
        return next;
    }

    private List<Integer> change(RedisWire server, List<Change> changes) throws IOException {
        for (Change change : changes) {
            server.send(RedisCommit.replace(RedisKeys.era(change.bucket), change.from, change.to));
        }
        server.flush();
        List<Integer> left = new ArrayList<>();
        RedisError failure = null;
        int ended = 0;
        for (Change change : changes) {
            Object reply = server.read();
            if (reply instanceof RedisError error) {
                failure = error.isElsewhere() ? failure : error;
            } else if (Long.valueOf(1).equals(reply)) {
                found(change.bucket, change.to);
                ended += change.isEnd() ? 1 : 0;
            } else {
                left.add(change.bucket);
            }
        }
        if (ended > 0) {
            Threads.LOGGER.log(
                    Level.WARNING,
                    "Redis is another than before, and may have lost what it had acknowledged last: rooms that no node"
                            + " remembers get new epochs when they are opened");
        }
        if (failure != null) {
            throw failure;
        }
        return left;
    }

    private void found(int bucket, String text) {
        eras.set(bucket, text.split(" ", 2)[0]);
    }

    /** @param from empty where nothing was */
    private record Change(int bucket, String from, String to) {
        /** Whether an era ends, and does not just begin or go on. */
        boolean isEnd() {
            return !from.isEmpty() && !to.startsWith(from.split(" ", 2)[0] + " ");
        }
    }

    /** All buckets: what a Redis holds that is no cluster. */
    static List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int bucket = 0; bucket < RedisSlot.BUCKETS; bucket++) {
            all.add(bucket);
        }
        return all;
    }
}
