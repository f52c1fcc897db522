package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read of entries found in Redis, checked. Immutable.
 *
 * @param row where the log stood, or {@code null} where Redis knows no such room
 * @param after the position that {@code entries} follow
 * @param before the entry at {@code after}, never with its body; {@code null} where it is not held any more
 * @param erased the positions that each of the entries erased, as {@link RedisStored} writes them
 * @param damagedAt the position of the first entry that is not what was written, or 0
 */
record RedisPage(
        @Nullable RedisRoom row,
        long after,
        @Nullable Entry before,
        List<Entry> entries,
        List<String> erased,
        long damagedAt) {
    private static final byte[] ERASED = {};
    private static final int PARTS = 4;

    /** Scripts count the bytes that Redis holds, of which a character of text may take three. */
    private static final long BYTES_FACTOR = 2;

    /** Reads entries from position {@code from} on. */
    static RedisCommand read(RedisKeys keys, long from, int entriesMax, int bytesMax) {
        return RedisScript.PAGE
                .on(keys.of(Part.ROW, Part.HEADS, Part.BODIES))
                .add(from)
                .add(entriesMax)
                .add(bytesMax * BYTES_FACTOR);
    }

    /** What the reply to {@link #read} says. */
    static RedisPage of(@Nullable Object reply, long from) throws IOException {
        List<?> parts = items(reply);
        byte[] text = (byte[]) parts.get(0);
        if (text == null || text.length == 0) {
            return new RedisPage(null, from - 1, null, List.of(), List.of(), 0);
        }
        RedisRoom row = RedisRoom.of(text);
        long after = Math.max(from, row.first()) - 1;
        Entry before = null;
        Digest chain = after == 0 ? Digest.ZERO : null;
        List<Entry> entries = new ArrayList<>();
        List<String> erased = new ArrayList<>();
        for (int i = 1; i + PARTS <= parts.size(); i += PARTS) {
            long n = Long.parseLong(text(parts.get(i)));
            boolean isBefore = n == after;
            byte[] body = isBefore ? ERASED : (byte[]) parts.get(i + 3);
            Entry entry = RedisBytes.entry(n, (byte[]) parts.get(i + 1), body);
            if (isBefore && entry != null) {
                before = entry;
                chain = entry.chain();
                continue;
            }
            long expected = after + entries.size() + 1;
            if (entry == null || n != expected || (chain != null && !Chain.continues(chain, entry))) {
                return new RedisPage(row, after, before, entries, erased, expected);
            }
            chain = entry.chain();
            entries.add(entry);
            erased.add(text(parts.get(i + 2)));
        }
        return new RedisPage(row, after, before, entries, erased, damage(row, after, entries));
    }

    /** Where the page ends before the log does without a bound's having been reached, what follows is missing. */
    private static long damage(RedisRoom row, long after, List<Entry> entries) {
        if (entries.isEmpty()) {
            return after < row.n() ? after + 1 : 0;
        }
        Entry last = entries.get(entries.size() - 1);
        return last.n() > row.n() || (last.n() == row.n() && !last.chain().equals(row.chain())) ? last.n() : 0;
    }

    /** The last position on this page. */
    long last() {
        return after + entries.size();
    }

    static List<?> items(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            throw error;
        }
        if (reply instanceof List<?> items && !items.isEmpty()) {
            return items;
        }
        throw new IOException("Redis did not answer with what was asked for");
    }

    /** Items, of which there may be none. */
    static List<?> list(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            throw error;
        }
        return reply instanceof List<?> items ? items : List.of();
    }

    static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }
}
