package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one transaction does to one room: nothing of it counts before the commit. Owned by the writing thread. */
final class SqliteTurn {
    private final SqliteRoomLog log;
    private final SqliteStatements statements;
    private final Clock clock;
    private final Salts salts;
    private final List<Entry> added = new ArrayList<>();
    private final List<Long> erased = new ArrayList<>();
    private SqliteRoom room;

    SqliteTurn(SqliteRoomLog log, SqliteStatements statements, Clock clock, Salts salts) {
        this.log = log;
        this.statements = statements;
        this.clock = clock;
        this.salts = salts;
        room = log.row();
    }

    /** Stores {@code draft} in the open transaction, or says why not. */
    Receipt append(Draft draft) throws SQLException {
        SqliteStatements.Known known = room.r() == 0 ? null : statements.known(room.r(), draft);
        if (known != null) {
            return isSame(known, draft)
                    ? new Stored(new Position(room.epoch(), known.n()), true)
                    : new Refused(Reason.ID_REUSED);
        }
        if (log.head().readOnly()) {
            return new Refused(Reason.READ_ONLY);
        }
        SqliteStatements.Target target = target(draft.of());
        boolean lacksTarget = target == null && (draft.of() != 0 || draft.kind().equals(Kind.DELETE));
        boolean deletesOther = target != null
                && draft.kind().equals(Kind.DELETE)
                && !target.kind().equals(Kind.MESSAGE);
        if (lacksTarget || deletesOther) {
            return new Refused(Reason.NO_TARGET);
        }
        store(draft, target != null && target.gone());
        return new Stored(new Position(room.epoch(), room.n()), false);
    }

    private boolean isSame(SqliteStatements.Known known, Draft draft) throws SQLException {
        if (!known.kind().equals(draft.kind()) || known.of() != draft.of()) {
            return false;
        }
        String content = known.n() < room.first() ? null : statements.content(room.r(), known.n());
        return content == null || content.equals(draft.content());
    }

    private SqliteStatements.@Nullable Target target(long of) throws SQLException {
        return of >= room.first() && of <= room.n() ? statements.target(room.r(), of) : null;
    }

    private void store(Draft draft, boolean targetGone) throws SQLException {
        if (room.r() == 0) {
            room = room.numbered(statements.nextRoom());
        }
        Entry entry = next(draft);
        long erasedBefore = erased.size();
        if (draft.kind().equals(Kind.EDIT) && targetGone) {
            entry = entry.erased();
            erased.add(entry.n());
        }
        statements.put(room.r(), entry);
        if (draft.kind().equals(Kind.DELETE)) {
            erase(draft.of(), targetGone);
        }
        long changed = 0;
        for (Map.Entry<String, String> change : draft.state().entrySet()) {
            changed ^= statements.putState(room.r(), change.getKey(), change.getValue());
        }
        added.add(entry);
        room = room.grown(entry, erased.size() - erasedBefore, changed);
    }

    private Entry next(Draft draft) {
        long n = room.n() + 1;
        long m = room.m() + (draft.kind().equals(Kind.MESSAGE) ? 1 : 0);
        long at = Math.max(room.atMillis(), clock.millis());
        Body body = new Body(draft.name(), draft.content(), salts.next());
        Digest hash = Chain.hash(body);
        Digest chain = Chain.next(room.chain(), n, draft.kind(), draft.author(), draft.id(), at, draft.of(), m, hash);
        return new Entry(n, draft.kind(), draft.author(), draft.id(), at, draft.of(), m, hash, chain, body);
    }

    private void erase(long of, boolean gone) throws SQLException {
        List<Long> positions = new ArrayList<>(statements.edits(room.r(), of));
        if (!gone) {
            positions.add(of);
        }
        for (long n : positions) {
            statements.erase(room.r(), n);
        }
        erased.addAll(positions);
    }

    /** Writes the room's row, when anything was stored. Says whether it was. */
    boolean finish() throws SQLException {
        if (!added.isEmpty()) {
            statements.put(room);
        }
        return hasStored();
    }

    boolean hasStored() {
        return !added.isEmpty();
    }

    boolean hasErased() {
        return !erased.isEmpty();
    }

    /** Makes the committed entries readable. */
    void publish() {
        log.grown(room, added, erased);
    }

    /** Tells the listeners; after {@link #publish}. */
    void wake() {
        log.wake();
    }
}
