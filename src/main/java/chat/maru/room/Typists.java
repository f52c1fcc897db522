package chat.maru.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who is typing in a room. Thread-safe; owned by its {@link LiveState}. Whoever said so is believed for six seconds, or
 * until taking it back or speaking. Published like the {@link Roster}.
 */
final class Typists {
    /** The most names that are told. */
    private static final int NAMED_MAX = 20;

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(6);

    /** Of other nodes so many more are believed: they see to it that there are few. */
    private static final int HEARD_MAX = 10 * NAMED_MAX;

    private final Map<String, Typist> typing = new LinkedHashMap<>();

    /** Who has said here since the last tick that it types, or does not: identity to label, or to an empty label. */
    private final Map<String, String> told = new LinkedHashMap<>();

    private volatile Live<Map<String, String>> live = new Live<>(0, 0, Map.of(), Map.of());

    synchronized void typing(Member member, long now) {
        String id = member.identity().id();
        typing.put(id, new Typist(() -> member.identity().name(), now));
        if (told.size() < NAMED_MAX || told.containsKey(id)) {
            told.put(id, member.identity().name());
        }
    }

    synchronized void stopped(String id) {
        if (typing.remove(id) != null) {
            told.put(id, "");
        }
    }

    /** Another node tells that somebody types there, or has stopped. */
    synchronized void hear(Told.Types types, long now) {
        if (!types.on()) {
            typing.remove(types.id());
        } else if (typing.size() < HEARD_MAX || typing.containsKey(types.id())) {
            typing.put(types.id(), new Typist(types::name, now));
        }
    }

    synchronized boolean tick(long now) {
        typing.values().removeIf(typist -> now - typist.sinceNanos() > BELIEVED_NANOS);
        Map<String, String> named = new LinkedHashMap<>();
        for (Map.Entry<String, Typist> typist : typing.entrySet()) {
            if (named.size() < NAMED_MAX) {
                named.put(typist.getKey(), typist.getValue().name().get());
            }
        }
        if (named.equals(live.whole())) {
            return false;
        }
        Map<String, String> whole = Collections.unmodifiableMap(named);
        live = live.next(whole, whole);
        return true;
    }

    /** Takes what other nodes have to be told of the room with that key. */
    synchronized List<Told> told(String room) {
        List<Told> taken = new ArrayList<>();
        told.forEach((id, name) -> taken.add(new Told.Types(room, id, name, !name.isEmpty())));
        told.clear();
        return taken;
    }

    /** What was published last: identities and their labels. Never blocks. */
    Live<Map<String, String>> live() {
        return live;
    }

    /** By what says the name, since a member may be given another meanwhile. */
    private record Typist(Supplier<String> name, long sinceNanos) {}
}
