package chat.maru.log;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that bodies are sealed with, many to a row. Owned by the writing thread.
 *
 * <p>SQLite moves rows between pages as tables grow and shrink, and leaves copies behind in the unused middle of pages,
 * where no deletion finds them. A row of keys never moves: it fills a page, is put behind all others, keeps its length,
 * and is never deleted. So a key that is overwritten is nowhere any more, and with it every copy of its body is lost.
 */
final class SqliteKeys {
    /** How many keys a row has: with fewer than half as many, rows could share a page, and be moved. */
    static final int PER_ROW = 250;

    private static final String LAST = "SELECT ifnull(max(k), 0) FROM keys";
    private static final String PUT = "INSERT INTO keys (k, bytes) VALUES (?, ?)";
    private static final String GET = "SELECT bytes FROM keys WHERE k = ?";
    private static final String CHANGE = "UPDATE keys SET bytes = ? WHERE k = ?";

    private final SqlitePrepared prepared;
    private final SecureRandom random = new SecureRandom();
    private byte @Nullable [] row;
    private long rowNumber;
    private int taken;

    SqliteKeys(SqlitePrepared prepared) {
        this.prepared = prepared;
    }

    /** The number of a key that no body has had, as SQL finds it: row times {@link #PER_ROW} plus place. */
    long take() throws SQLException {
        if (row == null || taken == PER_ROW) {
            byte[] fresh = new byte[PER_ROW * SqliteSeal.KEY_BYTES];
            random.nextBytes(fresh);
            try (ResultSet last = prepared.get(LAST).executeQuery()) {
                rowNumber = 1 + (last.next() ? last.getLong(1) : 0);
            }
            PreparedStatement put = prepared.get(PUT, rowNumber);
            put.setBytes(2, fresh);
            put.executeUpdate();
            row = fresh;
            taken = 0;
        }
        return rowNumber * PER_ROW + taken++;
    }

    /** The key that was taken last. */
    byte[] taken() {
        int from = (taken - 1) * SqliteSeal.KEY_BYTES;
        return row == null ? new byte[0] : Arrays.copyOfRange(row, from, from + SqliteSeal.KEY_BYTES);
    }

    /** After a rollback nobody knows whether the row that keys are taken from is there. */
    void rolledBack() {
        row = null;
    }

    /** Overwrites the keys with these numbers, which ascend. */
    void erase(List<Long> numbers) throws SQLException {
        for (int from = 0; from < numbers.size(); ) {
            long k = numbers.get(from) / PER_ROW;
            byte[] bytes = get(k);
            int to = from;
            while (to < numbers.size() && numbers.get(to) / PER_ROW == k) {
                int place = (int) (numbers.get(to) % PER_ROW) * SqliteSeal.KEY_BYTES;
                Arrays.fill(bytes, place, place + SqliteSeal.KEY_BYTES, (byte) 0);
                to++;
            }
            PreparedStatement change = prepared.get(CHANGE);
            change.setBytes(1, bytes);
            change.setLong(2, k);
            change.executeUpdate();
            from = to;
        }
    }

    private byte[] get(long k) throws SQLException {
        try (ResultSet found = prepared.get(GET, k).executeQuery()) {
            byte[] bytes = found.next() ? found.getBytes(1) : null;
            if (bytes == null || bytes.length != PER_ROW * SqliteSeal.KEY_BYTES) {
                // SQLITE_CORRUPT: what is known of this is that it is not what was written.
                throw new SQLException("the keys of row " + k + " are damaged", null, 11);
            }
            return bytes;
        }
    }
}
