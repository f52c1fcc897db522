package chat.maru.room;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who is typing in a room. Thread-safe; owned by its {@link Room}. Whoever said so is believed for six seconds, or
 * until taking it back or speaking. Published like the {@link Roster}.
 */
final class Typists {
    /** The most names that are told. */
    private static final int NAMED_MAX = 20;

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(6);

    private final Map<String, Typist> typing = new LinkedHashMap<>();
    private volatile Live<Map<String, String>> live = new Live<>(0, 0, Map.of(), Map.of());

    synchronized void typing(Member member, long now) {
        typing.put(member.identity().id(), new Typist(member, now));
    }

    synchronized void stopped(String id) {
        typing.remove(id);
    }

    synchronized boolean tick(long now) {
        typing.values().removeIf(typist -> now - typist.sinceNanos() > BELIEVED_NANOS);
        Map<String, String> named = new LinkedHashMap<>();
        for (Map.Entry<String, Typist> typist : typing.entrySet()) {
            if (named.size() < NAMED_MAX) {
                named.put(typist.getKey(), typist.getValue().member().identity().name());
            }
        }
        if (named.equals(live.whole())) {
            return false;
        }
        Map<String, String> whole = Collections.unmodifiableMap(named);
        live = live.next(whole, whole);
        return true;
    }

    /** What was published last: identities and their labels. Never blocks. */
    Live<Map<String, String>> live() {
        return live;
    }

    /** By the member, who may be given another name meanwhile. */
    private record Typist(Member member, long sinceNanos) {}
}
