package chat.maru.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * History from disk: messages, checked like every entry and counted, so that none can be missing unnoticed; and what
 * became of them, from the newest edit and the table of marks. Used once, within one transaction.
 */
final class SqliteHistory {
    /** Column 14: the position of the newest edit; column 15: whether there are marks. */
    private static final String MESSAGES = SqlitePages.ENTRY.replace(
                    " FROM head h",
                    ", (SELECT max(e.n) FROM head e INDEXED BY head_edit"
                            + " WHERE e.r = h.r AND e.of = h.n AND e.kind = 'edit'),"
                            + " EXISTS (SELECT 1 FROM mark k WHERE k.r = h.r AND k.n = h.n)"
                            + " FROM head h INDEXED BY head_message")
            + " WHERE h.r = ? AND h.kind = 'message' AND h.n >= ? AND h.n <= ? ORDER BY h.n ";

    private static final String OLDER = MESSAGES + "DESC LIMIT ?";
    private static final String NEWER = MESSAGES + "ASC LIMIT ?";
    private static final String EDIT = SqlitePages.ENTRY + " WHERE h.r = ? AND h.n = ?";
    private static final String MARKS = "SELECT key, author, total FROM (SELECT key, author, since,"
            + " count(*) OVER (PARTITION BY key) AS total,"
            + " row_number() OVER (PARTITION BY key ORDER BY author <> ?3, author) AS place"
            + " FROM mark WHERE r = ?1 AND n = ?2) WHERE place <= " + Marked.NAMED_MAX + " ORDER BY since, key, place";

    private final SqlitePages pages;
    private final long r;
    private final Head head;
    private final Range range;
    private final String reader;
    private final int entriesMax;
    private final int bytesMax;
    private long damagedAt;

    SqliteHistory(SqlitePages pages, long r, Head head, Range range, String reader, int entriesMax, int bytesMax) {
        this.pages = pages;
        this.r = r;
        this.head = head;
        this.range = range;
        this.reader = reader;
        this.entriesMax = entriesMax;
        this.bytesMax = bytesMax;
    }

    /** What {@link RoomLog#history} finds in room number {@code r}, which stands at {@code head}. */
    History read() throws SQLException {
        long parting = range.parting(head);
        try {
            long before = pages.count(r, head.first() - 1);
            long parted = pages.count(r, parting);
            List<Folded> messages;
            try (Side older = new Side(OLDER, range.hasOlder(), head.first(), parting, -1, parted, before);
                    Side newer =
                            new Side(NEWER, range.hasNewer(), parting + 1, head.n(), 1, parted + 1, head.m() + 1)) {
                messages = Window.fill(entriesMax, bytesMax, older, newer);
            }
            long upToFirst =
                    messages.isEmpty() ? parted : messages.get(0).message().m() - 1;
            long upToLast = messages.isEmpty()
                    ? parted
                    : messages.get(messages.size() - 1).message().m();
            return new History(messages, head, upToFirst > before, upToLast < head.m(), damagedAt);
        } catch (SQLException e) {
            return new History(List.of(), head, false, false, pages.damage(e, Math.max(1, parting)));
        }
    }

    private @Nullable Folded fold(Entry message, long editN, boolean hasMarks) throws SQLException {
        if (message.body() == null) {
            return Folded.plain(message);
        }
        Entry edit = editN == 0 ? null : edit(editN, message.n());
        if (damagedAt != 0) {
            return null;
        }
        return new Folded(message, edit, hasMarks ? marks(message.n()) : Map.of());
    }

    private @Nullable Entry edit(long n, long of) throws SQLException {
        try (ResultSet rows = pages.query(EDIT, r, n)) {
            Entry edit = rows.next() ? pages.whole(rows) : null;
            if (edit == null
                    || edit.body() == null
                    || edit.of() != of
                    || !edit.kind().equals(Kind.EDIT)) {
                damagedAt = n;
            }
            return edit;
        }
    }

    private Map<String, Marked> marks(long n) throws SQLException {
        Map<String, Integer> totals = new LinkedHashMap<>();
        Map<String, List<String>> named = new LinkedHashMap<>();
        try (ResultSet rows = pages.query(MARKS, r, n, reader)) {
            while (rows.next()) {
                totals.put(rows.getString(1), rows.getInt(3));
                named.computeIfAbsent(rows.getString(1), key -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        Map<String, Marked> found = new LinkedHashMap<>();
        totals.forEach((key, total) -> found.put(key, new Marked(total, named.getOrDefault(key, List.of()))));
        return found;
    }

    /** The messages on one side; none when it is not asked for. Damage on either side ends both. */
    private final class Side implements Window.Side<SQLException>, AutoCloseable {
        private final @Nullable ResultSet rows;
        private final int step;
        private final long mEnd;
        private long m;
        private long n;

        /**
         * @param m the count that the first message must have
         * @param mEnd the count that a message behind the last one would have
         */
        Side(String sql, boolean wanted, long from, long to, int step, long m, long mEnd) throws SQLException {
            rows = wanted ? pages.query(sql, r, from, to, entriesMax) : null;
            this.step = step;
            this.m = m;
            this.mEnd = mEnd;
            n = step > 0 ? from : to;
        }

        @Override
        public @Nullable Folded next() throws SQLException {
            if (rows == null || damagedAt != 0) {
                return null;
            }
            try {
                if (!rows.next()) {
                    damagedAt = m == mEnd ? 0 : Math.max(1, n);
                    return null;
                }
                Entry message = pages.whole(rows);
                if (message == null || message.m() != m) {
                    damagedAt = Math.max(1, message == null ? rows.getLong(1) : n);
                    return null;
                }
                m += step;
                n = message.n() + step;
                return fold(message, rows.getLong(14), rows.getBoolean(15));
            } catch (SQLException e) {
                damagedAt = pages.damage(e, Math.max(1, n));
                return null;
            }
        }

        @Override
        public void close() throws SQLException {
            if (rows != null) {
                rows.close();
            }
        }
    }
}
