package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One read of history from Redis. Used once, by one thread after the other. */
final class RedisHistory {
    private static final int PARTS = 7;
    /** Scripts count the bytes that Redis holds, of which a character of text may take three. */
    private static final long BYTES_FACTOR = 2;

    private final Range range;
    private final String reader;
    private final int entriesMax;
    private final int bytesMax;
    private final Queue<List<?>> older = new ArrayDeque<>();
    private final Queue<List<?>> newer = new ArrayDeque<>();
    private @Nullable RedisRoom row;
    private long damagedAt;

    RedisHistory(Range range, String reader, int entriesMax, int bytesMax) {
        this.range = range;
        this.reader = reader;
        this.entriesMax = entriesMax;
        this.bytesMax = bytesMax;
    }

    RedisCommand command(RedisKeys keys) {
        boolean isNewest = range.direction() == Range.Direction.BEFORE && range.n() == 0;
        long last = range.direction() == Range.Direction.BEFORE ? range.n() - 1 : range.n();
        return RedisScript.HISTORY
                .on(keys.of(Part.ROW, Part.HEADS, Part.SAID, Part.BODIES, Part.ABOUT, Part.MARKS))
                .add(isNewest ? "+" : last)
                .add(last + 1)
                .add(range.hasOlder() ? entriesMax : 0)
                .add(range.hasNewer() ? entriesMax : 0)
                .add(bytesMax * BYTES_FACTOR);
    }

    /** What the reply says. */
    History of(@Nullable Object reply) throws IOException {
        List<?> parts = RedisPage.items(reply);
        byte[] text = (byte[]) parts.get(0);
        if (text == null || text.length == 0) {
            return new History(List.of(), RedisRoom.empty("").head(), false, false, 0);
        }
        RedisRoom found = RedisRoom.of(text);
        row = found;
        long oldest = Long.parseLong(RedisPage.text(parts.get(1)));
        long newest = Long.parseLong(RedisPage.text(parts.get(2)));
        long olders = Long.parseLong(RedisPage.text(parts.get(3)));
        for (int i = 4; i + PARTS <= parts.size(); i += PARTS) {
            (olders-- > 0 ? older : newer).add(parts.subList(i, i + PARTS));
        }
        List<Folded> messages = Window.fill(entriesMax, bytesMax, () -> next(older), () -> next(newer));
        long parting = range.parting(found.head());
        boolean isEmpty = messages.isEmpty();
        long first = isEmpty ? parting + 1 : messages.get(0).message().n();
        long last =
                isEmpty ? parting : messages.get(messages.size() - 1).message().n();
        return new History(messages, found.head(), oldest > 0 && oldest < first, newest > last, damagedAt);
    }

    private @Nullable Folded next(Queue<List<?>> side) throws RedisDamage {
        List<?> parts = side.poll();
        if (parts == null) {
            return null;
        }
        long n = Long.parseLong(RedisPage.text(parts.get(0)));
        long editN = RedisDamage.number(RedisPage.text(parts.get(3)), n);
        Entry message = RedisBytes.entry(n, (byte[]) parts.get(1), (byte[]) parts.get(2));
        Entry edit = editN == 0 ? null : RedisBytes.entry(editN, (byte[]) parts.get(4), (byte[]) parts.get(5));
        if (message == null || (edit == null && editN != 0)) {
            side.clear();
            damagedAt = message == null ? n : editN;
            return null;
        }
        if (message.body() == null) {
            return Folded.plain(message);
        }
        byte[] marks = (byte[]) parts.get(6);
        Map<String, Marked> told = RedisMarks.of(marks, n).told(reader);
        return new Folded(message, edit, told);
    }

    /** Where the log stood, or {@code null} where Redis knows no such room. */
    @Nullable
    RedisRoom row() {
        return row;
    }
}
