package chat.maru.room;

import chat.maru.log.Neighbours;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * When each identity spoke last, for a room in slow mode. Thread-safe; owned by its {@link Room}. Not durable. Where
 * there are other nodes, they are asked for each message that this one would let through.
 */
final class Pace {
    /** Beyond so many the oldest are forgotten: they waited longest. */
    private static final int IDENTITIES_MAX = 10_000;

    private final String room;
    private final Neighbours neighbours;
    private final Map<String, Long> spoke = new LinkedHashMap<>();

    /** @param room its key */
    Pace(String room, Neighbours neighbours) {
        this.room = room;
        this.neighbours = neighbours;
    }

    /**
     * Takes a turn, and says 0, or how long this identity has to wait still, in milliseconds. Taken before the message
     * is stored, since otherwise a hundred sent at once would all be the first.
     *
     * @param commandId what the turn is for
     */
    CompletionStage<Long> take(String id, String commandId, long slowMillis, long nowMillis) {
        long wait = takeHere(id, slowMillis, nowMillis);
        if (wait > 0 || neighbours.areNone()) {
            return CompletableFuture.completedStage(wait);
        }
        return neighbours.claim(room, id, commandId, slowMillis).handle((left, failure) -> {
            // A store that cannot be asked will not store either; should it, this node's own count holds.
            long elsewhere = failure == null ? left : 0;
            if (elsewhere != 0) {
                forget(id, nowMillis);
            }
            return Math.max(0, elsewhere);
        });
    }

    private synchronized long takeHere(String id, long slowMillis, long nowMillis) {
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

    /** The message of that turn was not stored. A turn that another try had taken before stays taken. */
    void giveBack(String id, String commandId, long takenMillis) {
        if (forget(id, takenMillis) && !neighbours.areNone()) {
            neighbours.release(room, id, commandId);
        }
    }

    private synchronized boolean forget(String id, long takenMillis) {
        return spoke.remove(id, takenMillis);
    }
}
