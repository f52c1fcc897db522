package chat.maru.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens what writes, reads and listens, in the way of a single Redis or of a cluster. Thread-safe.
 *
 * @param slots of the cluster; {@code null} where there is none
 */
record RedisPlaces(
        RedisOptions options, RedisWatch watch, @Nullable RedisSlots slots, RedisEras eras, RedisTrouble troubles) {
    /** Silence after which a listener's connection is asked whether it lives, and then given up. */
    private static final int SILENCE_MILLIS = 5_000;

    /** What writes. */
    RedisLinks links(RedisMachine machine) {
        return slots == null
                ? new RedisLink(machine, this::writer, options.address(), troubles, eras)
                : new RedisClusterLinks(slots, new RedisCluster(slots, this::writer, troubles::away), troubles, eras);
    }

    /** A connection to write by: to a Redis that rooms may be kept in, in an era that is known. */
    private RedisConnection writer(String place) throws IOException {
        RedisConnection writer = RedisOpener.ready(connect(place, options.timeoutMillis()), fresh -> {
            List<Integer> buckets = slots == null ? RedisEras.all() : slots.buckets(place);
            RedisGuards.check(fresh, options.durability(), slots != null);
            if (!buckets.isEmpty()) {
                // Whether this user may wake at all; nobody listens there. A commit could not say so.
                fresh.call(RedisCommand.of(publish(), RedisKeys.channel(buckets.get(0), ""), ""));
            }
            RedisScript.load(fresh);
            eras.look(fresh, buckets);
        });
        troubles.back(place);
        return writer;
    }

    /** By which command others are woken. */
    String publish() {
        return slots == null ? "PUBLISH" : "SPUBLISH";
    }

    /** What reads. */
    RedisWire reader() throws IOException {
        return slots == null
                ? script(options.address().toString())
                : new RedisCluster(slots, this::script, (place, why) -> {});
    }

    private RedisConnection script(String place) throws IOException {
        return RedisOpener.ready(connect(place, options.timeoutMillis()), RedisScript::load);
    }

    /** A connection to listen by. */
    RedisConnection listener(String place) throws IOException {
        return watch.connect(address(place), SILENCE_MILLIS);
    }

    /** A connection to speak to all nodes by, or to hear them: what is said to one master is heard by all. */
    RedisConnection neighbours(int replyMillis) throws IOException {
        return connect(slots == null ? RedisListeners.ONLY : slots.placeOf(0), replyMillis);
    }

    private RedisConnection connect(String place, int replyMillis) throws IOException {
        if (slots != null) {
            // Whoever cannot reach a master has to learn whether another has taken its place.
            slots.refresh();
        }
        return watch.connect(address(place), replyMillis);
    }

    private RedisAddress address(String place) {
        return slots == null ? options.address() : options.address().at(place);
    }
}
