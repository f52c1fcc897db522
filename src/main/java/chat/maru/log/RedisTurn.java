package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one commit would do to one room: worked out from its row and the facts, and of no effect before the commit.
 * Owned by the writing thread.
 */
final class RedisTurn {
    private final RedisRoom base;
    private final RedisFacts facts;
    private final Clock clock;
    private final Salts salts;
    private final List<Entry> added = new ArrayList<>();
    private final Map<String, Entry> ids = new HashMap<>();
    private final Set<Long> erased = new TreeSet<>();
    /** By the position of the entry that did it. */
    private final Map<Long, List<Long>> erasedBy = new HashMap<>();

    private final Map<Long, Marks> marks = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();
    private final boolean isReadOnly;
    private RedisRoom room;

    RedisTurn(RedisRoom base, RedisRoomLog log, RedisFacts facts, Clock clock, Salts salts) {
        this.base = base;
        this.facts = facts;
        this.clock = clock;
        this.salts = salts;
        isReadOnly = log.head().readOnly();
        room = (base.n() == 0 ? base.named(log.name()) : base).in(log.era());
    }

    /** Adds {@code draft}, or says why not. */
    Receipt append(Draft draft) {
        Entry known = known(draft.author(), draft.id());
        if (known != null) {
            return isSame(known, draft)
                    ? new Stored(new Position(room.epoch(), known.n()), true)
                    : new Refused(Reason.ID_REUSED);
        }
        if (isReadOnly) {
            return new Refused(Reason.READ_ONLY);
        }
        Entry of = entry(draft.of());
        Target target = of == null ? null : Target.of(of);
        Optional<Reason> refusal = Target.refusal(draft, target);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        boolean isErased = Target.isErased(draft.kind(), target);
        if (draft.marks()
                && !isErased
                && marks(draft.of()).isFullFor(Mark.of(draft.content()).key())) {
            return new Refused(Reason.TOO_MANY_MARKS);
        }
        store(draft, isErased);
        return new Stored(room.head().position(), false);
    }

    private @Nullable Entry known(String author, String id) {
        Entry here = ids.get(RedisKeys.id(author, id));
        return here == null ? facts.known(author, id) : here;
    }

    private boolean isSame(Entry known, Draft draft) {
        if (!known.kind().equals(draft.kind()) || known.of() != draft.of()) {
            return false;
        }
        Entry held = entry(known.n());
        Body body = held == null ? null : held.body();
        return body == null || body.content().equals(draft.content());
    }

    /** The entry at {@code n} as it would be now, or {@code null} when it is not held. */
    private @Nullable Entry entry(long n) {
        if (n > base.n()) {
            return n <= room.n() ? added.get((int) (n - base.n() - 1)) : null;
        }
        Entry entry = n < base.first() ? null : facts.entry(n);
        return entry != null && erased.contains(n) ? entry.erased() : entry;
    }

    private Marks marks(long of) {
        return marks.getOrDefault(of, facts.marks(of));
    }

    private void store(Draft draft, boolean isErased) {
        Entry entry = draft.next(room.n(), room.m(), room.atMillis(), room.chain(), clock.millis(), salts.next());
        room = room.grown(
                isErased ? entry.erased() : entry,
                isErased ? 1 : 0,
                !draft.state().isEmpty());
        added.add(isErased ? entry.erased() : entry);
        ids.put(RedisKeys.id(entry.author(), entry.id()), entry);
        if (draft.kind().equals(Kind.DELETE)) {
            eraseMessage(draft.of(), entry.n());
        } else if (draft.kind().equals(Kind.REACTION) && !isErased) {
            Marks changed = marks(draft.of());
            changed.change(draft.author(), Mark.of(draft.content()));
            marks.put(draft.of(), changed);
        }
        if (!draft.hides().isEmpty()) {
            eraseAuthor(draft.hides(), entry.n());
        }
        states.putAll(draft.state());
    }

    private void eraseMessage(long of, long by) {
        erase(of, by);
        facts.about(Kind.EDIT, of).forEach(edit -> erase(edit.n(), by));
        for (Entry entry : List.copyOf(added)) {
            if (entry.kind().equals(Kind.EDIT) && entry.of() == of) {
                erase(entry.n(), by);
            }
        }
        marks.put(of, new Marks());
    }

    /** Only entries before this turn: who hides somebody has a turn of its own. */
    private void eraseAuthor(String author, long by) {
        Set<Long> marked = new TreeSet<>();
        for (Entry entry : facts.author(author)) {
            if (entry.n() < base.first() || entry.body() == null) {
                continue;
            }
            erase(entry.n(), by);
            if (entry.kind().equals(Kind.MESSAGE)) {
                marks.put(entry.n(), new Marks());
            } else if (entry.kind().equals(Kind.REACTION)) {
                marked.add(entry.of());
            }
        }
        marked.removeAll(marks.keySet());
        for (long of : marked) {
            Marks anew = new Marks();
            facts.about(Kind.REACTION, of).stream()
                    .filter(reaction -> !erased.contains(reaction.n()))
                    .forEach(anew::add);
            marks.put(of, anew);
        }
    }

    private void erase(long n, long by) {
        Entry entry = entry(n);
        if (entry == null || entry.body() == null) {
            return;
        }
        if (n > base.n()) {
            added.set((int) (n - base.n() - 1), entry.erased());
        } else {
            erased.add(n);
            erasedBy.computeIfAbsent(by, none -> new ArrayList<>()).add(n);
        }
        room = room.erased(1);
    }

    /** Where the command with this author and id is stored, if it is. */
    Optional<Position> find(String author, String id) {
        return Optional.ofNullable(known(author, id)).map(entry -> new Position(room.epoch(), entry.n()));
    }

    boolean hasChanged() {
        return !added.isEmpty();
    }

    RedisRoom base() {
        return base;
    }

    /** The room after the commit. */
    RedisRoom room() {
        return room;
    }

    List<Entry> added() {
        return added;
    }

    /** The positions before this turn that lost their bodies. */
    List<Long> erased() {
        return List.copyOf(erased);
    }

    List<Long> erasedBy(long n) {
        return erasedBy.getOrDefault(n, List.of());
    }

    /** The messages whose marks change, and how they stand then. */
    Map<Long, Marks> marks() {
        return marks;
    }

    /** The room's state as far as it changes; an empty value takes the key away. */
    Map<String, String> states() {
        return states;
    }
}
