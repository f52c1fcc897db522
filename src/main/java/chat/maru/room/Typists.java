package chat.maru.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who is typing in a room. Thread-safe; owned by its {@link Room}. Whoever said so is believed for six seconds, or until
 * taking it back or speaking. Published like the {@link Roster}.
 */
final class Typists {
    /** The most names that are told. */
    private static final int NAMED_MAX = 20;

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(6);

    /** Identity to the time it said so. */
    private final Map<String, Long> typing = new LinkedHashMap<>();

    private volatile Live<List<String>> live = new Live<>(0, 0, List.of(), List.of());

    synchronized void typing(String id, boolean on, long now) {
        if (on) {
            typing.put(id, now);
        } else {
            typing.remove(id);
        }
    }

    synchronized boolean tick(long now) {
        typing.values().removeIf(since -> now - since > BELIEVED_NANOS);
        List<String> named = new ArrayList<>();
        for (String id : typing.keySet()) {
            if (named.size() < NAMED_MAX) {
                named.add(id);
            }
        }
        if (named.equals(live.whole())) {
            return false;
        }
        List<String> whole = List.copyOf(named);
        live = live.next(whole, whole);
        return true;
    }

    /** What was published last. Never blocks. */
    Live<List<String>> live() {
        return live;
    }
}
