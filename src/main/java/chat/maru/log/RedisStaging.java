package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has checked and put under keys that are not the room's yet. Not thread-safe: one piece after the
 * other.
 */
final class RedisStaging {
    private final RedisKeys keys;
    private final RestoreCheck check;
    private long erasures;

    RedisStaging(RedisKeys keys, RestoreCheck check) {
        this.keys = keys;
        this.check = check;
    }

    /** Checks and stages entries, which follow those before; all of them are new. */
    void add(RedisWire connection, List<Entry> given) throws IOException {
        Piece piece = new Piece(facts(connection, given));
        for (Entry entry : given) {
            piece.add(entry);
        }
        RedisCommit commit = new RedisCommit(keys, "");
        piece.put(commit);
        Object reply = connection.call(commit.command());
        if (!Long.valueOf(1).equals(reply)) {
            throw new IOException("Redis has a room where there should be none yet");
        }
    }

    private RedisFacts facts(RedisWire connection, List<Entry> given) throws IOException {
        RedisFacts facts = new RedisFacts(keys);
        for (Entry entry : given) {
            facts.wantId(entry.author(), entry.id());
            if (entry.of() > 0 && entry.of() < given.get(0).n()) {
                facts.wantEntry(entry.of());
                facts.wantAbout(Kind.EDIT, entry.of());
                facts.wantMarks(entry.of());
            }
        }
        while (!facts.isComplete()) {
            facts.send(connection);
            connection.flush();
            facts.receive(connection);
        }
        return facts;
    }

    /** The room that all that was added makes. */
    RedisRoom room(String epoch, String era, String name) {
        return new RedisRoom(
                epoch,
                check.first(),
                check.n(),
                check.m(),
                check.atMillis(),
                erasures,
                check.n(),
                0,
                era,
                check.chain(),
                name);
    }

    /** Entries that are staged together. */
    private final class Piece {
        private final RedisFacts facts;
        private final Map<Long, Entry> added = new TreeMap<>();
        private final Set<String> ids = new HashSet<>();
        private final Set<Long> erased = new HashSet<>();
        private final Map<Long, Marks> marks = new HashMap<>();

        Piece(RedisFacts facts) {
            this.facts = facts;
        }

        void add(Entry given) throws RestoreRefused {
            Entry of = check.refersBack(given) ? entry(given.of()) : null;
            Target target = of == null ? null : Target.of(of);
            boolean isKnown = facts.known(given.author(), given.id()) != null
                    || !ids.add(RedisKeys.id(given.author(), given.id()));
            Entry entry = check.next(given, target, isKnown);
            added.put(entry.n(), entry);
            erasures += entry.body() == null ? 1 : 0;
            if (target == null) {
                return;
            }
            if (RestoreCheck.erasesTarget(entry)) {
                eraseMessage(entry.of());
            } else if (entry.kind().equals(Kind.REACTION) && !target.erased()) {
                Marks changed = marks.getOrDefault(entry.of(), facts.marks(entry.of()));
                changed.add(entry);
                marks.put(entry.of(), changed);
            }
        }

        private @Nullable Entry entry(long n) {
            Entry entry = added.getOrDefault(n, facts.entry(n));
            return entry != null && erased.contains(n) ? entry.erased() : entry;
        }

        private void eraseMessage(long of) {
            erase(of);
            facts.about(Kind.EDIT, of).forEach(edit -> erase(edit.n()));
            for (Entry entry : List.copyOf(added.values())) {
                if (entry.kind().equals(Kind.EDIT) && entry.of() == of) {
                    erase(entry.n());
                }
            }
            marks.put(of, new Marks());
        }

        private void erase(long n) {
            Entry entry = entry(n);
            if (entry == null || entry.body() == null) {
                return;
            }
            erasures++;
            if (added.containsKey(n)) {
                added.put(n, entry.erased());
            } else {
                erased.add(n);
            }
        }

        private void put(RedisCommit commit) {
            RedisStored.entries(commit, added.values(), n -> List.of());
            List<Object> tombstones = new ArrayList<>();
            erased.forEach(n -> tombstones.addAll(List.of(n, "")));
            commit.puts(Part.BODIES, "HSET", 2, tombstones);
            RedisStored.marks(commit, marks);
        }
    }
}
