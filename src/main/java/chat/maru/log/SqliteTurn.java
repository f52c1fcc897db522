package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one transaction does to one room: nothing of it counts before the commit. Owned by the writing thread. */
final class SqliteTurn {
    private final SqliteRoomLog log;
    private final SqliteStatements statements;
    private final SqliteErasures erasures;
    private final Clock clock;
    private final Salts salts;
    private final List<Entry> added = new ArrayList<>();
    private final List<Long> erased = new ArrayList<>();
    private SqliteRoom room;
    private boolean hasMoved;

    SqliteTurn(SqliteRoomLog log, SqliteTables tables, Clock clock, Salts salts) {
        this.log = log;
        statements = tables.statements();
        erasures = tables.erasures();
        this.clock = clock;
        this.salts = salts;
        room = log.row();
    }

    /** Stores {@code draft} in the open transaction, or says why not. */
    Receipt append(Draft draft) throws SQLException {
        SqliteStatements.Known known = known(draft.author(), draft.id());
        if (known != null) {
            return isSame(known, draft)
                    ? new Stored(new Position(room.epoch(), known.n()), true)
                    : new Refused(Reason.ID_REUSED);
        }
        if (log.head().readOnly()) {
            return new Refused(Reason.READ_ONLY);
        }
        Target target = target(draft.of());
        Optional<Reason> refusal = Target.refusal(draft, target);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (draft.marks()
                && !Target.isErased(draft.kind(), target)
                && statements.isFullFor(
                        room.r(), draft.of(), Mark.of(draft.content()).key())) {
            return new Refused(Reason.TOO_MANY_MARKS);
        }
        store(draft, target);
        return new Stored(new Position(room.epoch(), room.n()), false);
    }

    private SqliteStatements.@Nullable Known known(String author, String id) throws SQLException {
        return room.r() == 0 ? null : statements.known(room.r(), author, id);
    }

    private boolean isSame(SqliteStatements.Known known, Draft draft) throws SQLException {
        if (!known.kind().equals(draft.kind()) || known.of() != draft.of()) {
            return false;
        }
        String content = known.n() < room.first() ? null : statements.content(room.r(), known.n());
        return content == null || content.equals(draft.content());
    }

    private @Nullable Target target(long of) throws SQLException {
        return of >= room.first() && of <= room.n() ? statements.target(room.r(), of) : null;
    }

    private void store(Draft draft, @Nullable Target target) throws SQLException {
        if (room.r() == 0) {
            room = room.numbered(statements.nextRoom());
        }
        Entry entry = draft.next(room.n(), room.m(), room.atMillis(), room.chain(), clock.millis(), salts.next());
        long erasedBefore = erased.size();
        boolean isErased = Target.isErased(draft.kind(), target);
        if (isErased) {
            entry = entry.erased();
            erased.add(entry.n());
        }
        if (!draft.hides().isEmpty()) {
            erased.addAll(erasures.author(room.r(), room.first(), draft.hides()));
        }
        statements.put(room.r(), entry);
        if (draft.kind().equals(Kind.DELETE)) {
            erased.addAll(erasures.message(room.r(), draft.of()));
        } else if (draft.kind().equals(Kind.REACTION) && !isErased) {
            statements.mark(room.r(), draft.of(), draft.author(), Mark.of(draft.content()), entry.n());
        }
        long changed = 0;
        for (Map.Entry<String, String> change : draft.state().entrySet()) {
            changed ^= statements.putState(room.r(), change.getKey(), change.getValue());
        }
        added.add(entry);
        room = room.grown(entry, erased.size() - erasedBefore);
        if (!draft.state().isEmpty()) {
            room = room.stated(changed);
        }
    }

    /** Where the command with this author and id is stored, if it is. */
    Optional<Position> find(String author, String id) throws SQLException {
        SqliteStatements.Known known = known(author, id);
        return known == null ? Optional.empty() : Optional.of(new Position(room.epoch(), known.n()));
    }

    /** Moves a mark up in the open transaction; the mark that is in force then. */
    long markRead(String author, long n) throws SQLException {
        long before = room.r() == 0 ? 0 : statements.read(room.r(), author);
        long to = log.head().readOnly() ? before : Math.min(n, room.n());
        if (to <= before) {
            return before;
        }
        statements.putRead(room.r(), author, to);
        hasMoved = true;
        return to;
    }

    /** Forgets the marks furthest back of the authors with {@code prefix}, until so many are left. */
    int forgetReads(String prefix, int authorsMax) throws SQLException {
        int forgotten = log.head().readOnly() ? 0 : statements.forgetReads(room.r(), prefix, authorsMax);
        hasMoved |= forgotten > 0;
        return forgotten;
    }

    /** Writes the room's row, when anything was stored. Says whether there is anything to commit. */
    boolean finish() throws SQLException {
        if (!added.isEmpty()) {
            statements.put(room);
        }
        return hasChanged();
    }

    boolean hasChanged() {
        return hasMoved || !added.isEmpty();
    }

    boolean hasErased() {
        return !erased.isEmpty();
    }

    /** Makes the committed entries readable. */
    void publish() {
        if (!added.isEmpty()) {
            log.grown(room, added, erased);
        }
    }

    /** Tells the listeners; after {@link #publish}. */
    void wake() {
        if (!added.isEmpty()) {
            log.wake();
        }
    }
}
