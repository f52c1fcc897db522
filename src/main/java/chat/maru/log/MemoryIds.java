package chat.maru.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids that a room in memory knows, in the order of their entries. Not thread-safe: the room holds its lock. */
final class MemoryIds {
    private static final int FIXED_BYTES = 200;

    private final Map<Key, Known> ids = new LinkedHashMap<>();

    @Nullable
    Known find(String author, String id) {
        return ids.get(new Key(author, id));
    }

    void add(Entry entry) {
        ids.put(new Key(entry.author(), entry.id()), new Known(entry.n(), entry.kind(), entry.of()));
    }

    /** Notes that {@code entry} is no longer held, in a room that stands at {@code n}. */
    void trimmed(Entry entry, long n, long nowMillis) {
        Known known = ids.get(new Key(entry.author(), entry.id()));
        if (known != null) {
            known.trimmedN = n;
            known.trimmedAtMillis = nowMillis;
        }
    }

    /** Forgets the ids that {@code horizon} has passed, and says how many bytes that freed. */
    long forget(IdHorizon horizon, long n, long nowMillis) {
        long freed = 0;
        Iterator<Map.Entry<Key, Known>> eldest = ids.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Key, Known> next = eldest.next();
            Known known = next.getValue();
            if (known.trimmedN == 0 || !horizon.passed(known.trimmedN, known.trimmedAtMillis, n, nowMillis)) {
                break;
            }
            freed += costBytes(next.getKey().author, next.getKey().id);
            eldest.remove();
        }
        return freed;
    }

    /** What remembering an id costs, in bytes. */
    static int costBytes(String author, String id) {
        return FIXED_BYTES + 2 * (author.length() + id.length());
    }

    private record Key(String author, String id) {}

    /** What is known of an id: its entry, and when that was trimmed ({@code trimmedN} is 0 while it is held). */
    static final class Known {
        final long n;
        final String kind;
        final long of;
        private long trimmedN;
        private long trimmedAtMillis;

        private Known(long n, String kind, long of) {
            this.n = n;
            this.kind = kind;
            this.of = of;
        }
    }
}
