package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Drops what lies below a position, piece by piece. Heads and ids stay for as long as retries must be known, and go
 * with a later trim: {@code trims} lists where the room was trimmed to, where it stood then, when, and since when such
 * a note stands for several. Owned by the writing thread.
 */
final class RedisTrim {
    /** Entries dropped in one commit: enough that it is quick, few enough that nobody waits for Redis meanwhile. */
    private static final int PIECE = 5_000;

    /** Heads and ids forgotten by one trim, at most. */
    private static final int FORGOTTEN_MAX = 1_000;

    /** Trims within so long after a first one are noted as one with the last of them. */
    private static final int APART_MILLIS = 60_000;

    private final RedisKeys keys;
    private final long to;
    private final long nowMillis;
    private final IdHorizon horizon;
    private List<Note> trims = List.of();
    private List<Entry> old = List.of();
    private boolean looks = true;
    private boolean hasForgotten;

    RedisTrim(RedisKeys keys, long to, long nowMillis, IdHorizon horizon) {
        this.keys = keys;
        this.to = to;
        this.nowMillis = nowMillis;
        this.horizon = horizon;
    }

    /** Whether it has to ask before it can change anything. */
    boolean isLooking() {
        return looks;
    }

    void send(RedisWire connection) throws IOException {
        connection.send(RedisCommand.of("LRANGE", keys.of(Part.TRIMS), 0, -1));
        connection.send(RedisCommand.of("XRANGE", keys.of(Part.HEADS), "-", "+", "COUNT", FORGOTTEN_MAX));
    }

    void receive(RedisWire connection) throws IOException {
        Object listed = connection.read();
        Object heads = connection.read();
        looks = false;
        List<Note> notes = new ArrayList<>();
        for (Object item : list(listed)) {
            notes.add(Note.of(RedisPage.text(item)));
        }
        trims = notes;
        List<Entry> found = new ArrayList<>();
        for (Object item : list(heads)) {
            add(found, item);
        }
        old = found;
    }

    private static List<?> list(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            throw error.isDamage() ? new RedisDamage(0) : error;
        }
        return reply instanceof List<?> items ? items : List.of();
    }

    private static void add(List<Entry> found, @Nullable Object item) throws IOException {
        List<?> parts = RedisPage.items(item);
        long n = Long.parseLong(RedisPage.text(parts.get(0)).replaceFirst("-.*", ""));
        Entry entry = RedisBytes.entry(n, (byte[]) RedisPage.items(parts.get(1)).get(1), new byte[0]);
        if (entry != null) {
            found.add(entry);
        }
    }

    /** Whether there is nothing left to drop in a room that stands there. */
    boolean isDone(RedisRoom row) {
        return to <= row.first() || to > row.n() + 1;
    }

    /** Adds one piece to {@code commit}; the room after it. */
    RedisRoom change(RedisRoom row, RedisCommit commit) {
        long end = Math.min(to, row.first() + PIECE);
        List<Long> gone = LongStream.range(row.first(), end).boxed().toList();
        commit.puts(Part.BODIES, "HDEL", 1, gone);
        commit.puts(Part.MARKS, "HDEL", 1, gone);
        commit.put(Part.SAID, "XTRIM", "MINID", end);
        for (String kind : List.of(Kind.EDIT, Kind.REACTION)) {
            commit.put(
                    Part.ABOUT,
                    "ZREMRANGEBYLEX",
                    "[" + RedisKeys.about(kind, row.first()),
                    "(" + RedisKeys.about(kind, end));
        }
        if (end == to) {
            note(row, commit);
        }
        if (!hasForgotten) {
            hasForgotten = true;
            forget(row, commit);
        }
        return row.trimmed(end);
    }

    private void note(RedisRoom row, RedisCommit commit) {
        Note last = trims.isEmpty() ? null : trims.get(trims.size() - 1);
        long since = nowMillis;
        if (last != null && nowMillis - last.sinceMillis < APART_MILLIS) {
            commit.put(Part.TRIMS, "RPOP");
            since = last.sinceMillis;
        }
        commit.put(Part.TRIMS, "RPUSH", to + " " + row.n() + " " + nowMillis + " " + since);
    }

    /** Forgets the oldest heads and ids, as far as the room was trimmed beyond them long enough ago. */
    private void forget(RedisRoom row, RedisCommit commit) {
        long below = 0;
        for (Note trim : trims) {
            if (horizon.passed(trim.n, trim.atMillis, row.n(), nowMillis)) {
                below = Math.max(below, trim.to);
            }
        }
        List<Object> ids = new ArrayList<>();
        long kept = 0;
        for (Entry entry : old) {
            if (entry.n() < below) {
                ids.add(RedisKeys.id(entry));
                kept = entry.n() + 1;
            }
        }
        commit.puts(Part.IDS, "ZREM", 1, ids);
        if (kept > 0) {
            commit.put(Part.HEADS, "XTRIM", "MINID", kept);
        }
        for (Note trim : trims) {
            if (trim.to <= kept && trim.to <= below) {
                commit.put(Part.TRIMS, "LREM", 1, trim.text);
            }
        }
    }

    /** That the room was trimmed to there, stood at {@code n} then, and when. */
    private record Note(String text, long to, long n, long atMillis, long sinceMillis) {
        static Note of(String text) throws RedisDamage {
            String[] parts = text.split(" ", -1);
            if (parts.length != 4) {
                throw new RedisDamage(0);
            }
            return new Note(
                    text,
                    RedisDamage.number(parts[0], 0),
                    RedisDamage.number(parts[1], 0),
                    RedisDamage.number(parts[2], 0),
                    RedisDamage.number(parts[3], 0));
        }
    }
}
