package chat.maru.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** When each identity spoke last, for a room in slow mode. Thread-safe; owned by its {@link Room}. Not durable. */
final class Pace {
    /** Beyond so many the oldest are forgotten: they waited longest. */
    private static final int IDENTITIES_MAX = 10_000;

    private final Map<String, Long> spoke = new LinkedHashMap<>();

    /**
     * Takes a turn, and says 0, or how long this identity has to wait still, in milliseconds. Taken before the message
     * is stored, since otherwise a hundred sent at once would all be the first.
     */
    synchronized long take(String id, long slowMillis, long nowMillis) {
        Long before = spoke.get(id);
        if (before != null && nowMillis - before < slowMillis) {
            return slowMillis - (nowMillis - before);
        }
        spoke.remove(id);
        spoke.put(id, nowMillis);
        if (spoke.size() > IDENTITIES_MAX) {
            spoke.remove(spoke.keySet().iterator().next());
        }
        return 0;
    }

    /** The message of that turn was not stored. */
    synchronized void giveBack(String id, long takenMillis) {
        spoke.remove(id, takenMillis);
    }
}
