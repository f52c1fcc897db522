package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hears that rooms have grown: by one connection, or by one to each master of a cluster that has a room which is open
 * here. Thread-safe.
 */
final class RedisListeners implements AutoCloseable {
    /** What a Redis that is no cluster is called here. */
    static final String ONLY = "";

    private final RedisMachine machine;
    private final RedisOpener opener;
    private final @Nullable RedisSlots slots;
    private final Map<String, RedisWakeUps> listeners = new ConcurrentHashMap<>();

    /** @param slots of the cluster, or {@code null} */
    RedisListeners(RedisMachine machine, RedisOpener opener, @Nullable RedisSlots slots) {
        this.machine = machine;
        this.opener = opener;
        this.slots = slots;
    }

    /** Listens to the room of {@code log} from now on. */
    void open(RedisRoomLog log) {
        at(place(log)).open(log);
    }

    /** The one that listens to that place. */
    RedisWakeUps at(String place) {
        return listeners.computeIfAbsent(place, first -> new RedisWakeUps(machine, opener, first, this));
    }

    private String place(RedisRoomLog log) {
        return slots == null ? ONLY : slots.placeOf(log.keys().bucket());
    }

    boolean isSharded() {
        return slots != null;
    }

    void close(RedisRoomLog log) {
        listeners.values().forEach(listener -> listener.close(log));
    }

    /** Has other listeners take what {@code listener} cannot hear any more, since it has gone to another master. */
    void settle(RedisWakeUps listener) {
        if (slots == null) {
            return;
        }
        try {
            slots.refresh();
        } catch (IOException e) {
            Threads.LOGGER.log(Level.DEBUG, "no node of the cluster says where its slots are", e);
        }
        for (RedisRoomLog log : listener.logs()) {
            String place = place(log);
            if (!place.equals(listener.place()) && listener.close(log)) {
                at(place).open(log);
                if (log.isClosed()) {
                    // Closed in between, when nobody listened to it.
                    at(place).close(log);
                }
            }
        }
    }

    /** Notes what a master says of a room that it has not. */
    void moved(RedisError error, String from) throws IOException {
        if (slots != null) {
            slots.moved(error, from);
        }
    }

    @Override
    public void close() {
        // One that ends may have opened another just before.
        while (!listeners.isEmpty()) {
            for (String place : List.copyOf(listeners.keySet())) {
                RedisWakeUps listener = listeners.get(place);
                if (listener != null) {
                    listener.close();
                    listeners.remove(place);
                }
            }
        }
    }
}
