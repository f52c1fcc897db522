package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which master of a cluster has which slot, as the cluster said last. Thread-safe. */
final class RedisSlots {
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RedisOptions options;
    private final RedisWatch watch;
    private final AtomicReferenceArray<String> masters = new AtomicReferenceArray<>(RedisSlot.SLOTS);
    private long refreshedNanos;
    private String answered = "";

    /** @param options whose address names some nodes of the cluster */
    RedisSlots(RedisOptions options, RedisWatch watch) {
        this.options = options;
        this.watch = watch;
    }

    /** Where the master of {@code slot} is, as {@code host:port}; {@code null} where nobody has it. */
    @Nullable
    String master(int slot) {
        return masters.get(slot);
    }

    /** Where the room keys of {@code bucket} are. */
    @Nullable
    String masterOf(int bucket) {
        return master(RedisSlot.of(RedisSlot.tag(bucket)));
    }

    /** Where to ask for {@code bucket}: a node that may say who has it where nobody is known to. */
    String placeOf(int bucket) {
        String master = masterOf(bucket);
        return master == null ? options.address().nodes().get(0) : master;
    }

    /** All masters that have a bucket. */
    SortedSet<String> masters() {
        SortedSet<String> all = new TreeSet<>();
        for (int bucket : RedisEras.all()) {
            String master = masterOf(bucket);
            if (master != null) {
                all.add(master);
            }
        }
        return all;
    }

    /** The buckets of one master. */
    List<Integer> buckets(String master) {
        return RedisEras.all().stream()
                .filter(bucket -> master.equals(masterOf(bucket)))
                .toList();
    }

    /** Where the answer {@code MOVED} or {@code ASK} points; of the one who gave it where it names no host. */
    static String target(RedisError redirection, String from) throws IOException {
        String[] words = String.valueOf(redirection.getMessage()).split(" ", -1);
        if (words.length < 3 || !words[2].matches("[^ ]*:[0-9]{1,5}")) {
            throw new IOException("a cluster said where something is in words that nobody knows");
        }
        return words[2].startsWith(":") ? from.substring(0, from.lastIndexOf(':')) + words[2] : words[2];
    }

    /** Notes what {@code MOVED} says, and gives it. */
    String moved(RedisError redirection, String from) throws IOException {
        String target = target(redirection, from);
        long slot = RedisDamage.number(String.valueOf(redirection.getMessage()).split(" ", -1)[1], 0);
        if (slot < 0 || slot >= RedisSlot.SLOTS) {
            throw new IOException("a cluster said where slot " + slot + " is, which there is not");
        }
        masters.set((int) slot, target);
        return target;
    }

    /** Asks the cluster anew, unless somebody just has. It may take as long as every node may take to answer. */
    synchronized void refresh() throws IOException {
        if (!answered.isEmpty() && System.nanoTime() - refreshedNanos < REFRESH_NANOS) {
            return;
        }
        // First who answered last: one that does not costs the whole time that it may take.
        Set<String> nodes = new LinkedHashSet<>(answered.isEmpty() ? List.of() : List.of(answered));
        nodes.addAll(masters());
        nodes.addAll(options.address().nodes());
        IOException last = null;
        for (String node : nodes) {
            try (RedisConnection connection = watch.connect(options.address().at(node), options.timeoutMillis())) {
                read(connection, node);
                answered = node;
                refreshedNanos = System.nanoTime();
                return;
            } catch (RedisError e) {
                throw e;
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "a node of the cluster does not say where its slots are", e);
                last = e;
            }
        }
        throw new IOException("no node of the cluster answers: " + (last == null ? "" : last.getMessage()), last);
    }

    private void read(RedisConnection connection, String node) throws IOException {
        List<@Nullable String> found = new ArrayList<>();
        for (int slot = 0; slot < RedisSlot.SLOTS; slot++) {
            found.add(null);
        }
        for (Object item : RedisPage.items(connection.call(RedisCommand.of("CLUSTER", "SLOTS")))) {
            List<?> range = RedisPage.items(item);
            List<?> master = RedisPage.items(range.get(2));
            String host = master.get(0) == null ? "" : RedisPage.text(master.get(0));
            String place = (host.isEmpty() ? node.substring(0, node.lastIndexOf(':')) : host) + ":" + master.get(1);
            long last = Math.min(RedisSlot.SLOTS - 1, RedisDamage.number(RedisPage.text(range.get(1)), 0));
            for (long slot = RedisDamage.number(RedisPage.text(range.get(0)), 0); slot <= last; slot++) {
                found.set((int) slot, place);
            }
        }
        for (int slot = 0; slot < RedisSlot.SLOTS; slot++) {
            masters.set(slot, found.get(slot));
        }
    }
}
