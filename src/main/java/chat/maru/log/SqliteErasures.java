package chat.maru.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Erases bodies: those of a message and its edits, or all that one author wrote. Heads stay. Owned by the writing
 * thread.
 */
final class SqliteErasures {
    private static final String MESSAGE = "SELECT b.n, b.key FROM body b WHERE b.r = ?1 AND (b.n = ?2 OR b.n IN"
            + " (SELECT n FROM head WHERE r = ?1 AND of = ?2 AND kind = 'edit' AND gone = 0))";
    /** In this order: by the author's index, not once through it for every body of the room. */
    private static final String AUTHOR = "SELECT b.n, b.key, h.kind, h.of FROM head h INDEXED BY head_id"
            + " CROSS JOIN body b ON b.r = h.r AND b.n = h.n WHERE h.r = ? AND h.n >= ?"
            + " AND h.author = ? AND h.gone = 0";

    private static final String DROP_BODY = "DELETE FROM body WHERE r = ? AND n = ?";
    private static final String MARK_GONE = "UPDATE head SET gone = 1 WHERE r = ? AND n = ?";
    private static final String DROP_MARKS = "DELETE FROM mark WHERE r = ? AND n = ?";
    private static final String REACTIONS = "SELECT n, author FROM head INDEXED BY head_reaction"
            + " WHERE r = ? AND of = ? AND kind = 'reaction' AND gone = 0 ORDER BY n";

    private final SqlitePrepared prepared;
    private final SqliteKeys keys;
    private final SqliteStatements statements;

    SqliteErasures(SqlitePrepared prepared, SqliteKeys keys, SqliteStatements statements) {
        this.prepared = prepared;
        this.keys = keys;
        this.statements = statements;
    }

    /** Erases message {@code of} and every edit of it; the positions that lost a body by that. */
    List<Long> message(long r, long of) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = prepared.get(MESSAGE, r, of).executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getLong(1), rows.getLong(2)));
            }
        }
        erase(r, found);
        prepared.get(DROP_MARKS, r, of).executeUpdate();
        return found.stream().map(Found::n).toList();
    }

    /** Erases what {@code author} wrote from position {@code first} on; the positions that lost a body by that. */
    List<Long> author(long r, long first, String author) throws SQLException {
        List<Found> found = new ArrayList<>();
        Set<Long> messages = new TreeSet<>();
        Set<Long> marked = new TreeSet<>();
        PreparedStatement byAuthor = prepared.get(AUTHOR, r, first);
        byAuthor.setString(3, author);
        try (ResultSet rows = byAuthor.executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getLong(1), rows.getLong(2)));
                if (rows.getString(3).equals(Kind.MESSAGE)) {
                    messages.add(rows.getLong(1));
                } else if (rows.getString(3).equals(Kind.REACTION)) {
                    marked.add(rows.getLong(4));
                }
            }
        }
        erase(r, found);
        for (long n : messages) {
            prepared.get(DROP_MARKS, r, n).executeUpdate();
        }
        marked.removeAll(messages);
        for (long n : marked) {
            markAnew(r, n);
        }
        return found.stream().map(Found::n).toList();
    }

    private void erase(long r, List<Found> found) throws SQLException {
        keys.erase(found.stream().map(Found::key).sorted().toList());
        for (long n : new TreeSet<>(found.stream().map(Found::n).toList())) {
            prepared.get(DROP_BODY, r, n).executeUpdate();
            prepared.get(MARK_GONE, r, n).executeUpdate();
        }
    }

    /** Marks message {@code of} as the reactions say that are left: also since when depended on those erased. */
    private void markAnew(long r, long of) throws SQLException {
        prepared.get(DROP_MARKS, r, of).executeUpdate();
        try (ResultSet rows = prepared.get(REACTIONS, r, of).executeQuery()) {
            while (rows.next()) {
                statements.mark(r, of, rows.getString(2), mark(r, rows.getLong(1)), rows.getLong(1));
            }
        }
    }

    private Mark mark(long r, long n) throws SQLException {
        String content = statements.content(r, n);
        try {
            return Mark.of(content == null ? "" : content);
        } catch (IllegalArgumentException e) {
            // SQLITE_CORRUPT: what is known of this is that it is not what was written.
            throw new SQLException("the reaction at " + n + " is damaged", null, 11, e);
        }
    }

    /** A body: its position and the number of its key. */
    private record Found(long n, long key) {}
}
