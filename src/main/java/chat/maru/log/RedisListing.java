package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists rooms. Stateless. */
final class RedisListing {
    /** Rooms of one bucket looked at by one way to Redis and back. */
    private static final int STEP = 16;

    private RedisListing() {}

    /**
     * Rooms behind {@code afterKey} that are listed.
     *
     * @param author who has to have a text in it; or {@code null}
     */
    static List<Listed> read(RedisWire connection, @Nullable String author, String afterKey, int max)
            throws IOException {
        List<Listed> listed = new ArrayList<>();
        String last = afterKey;
        while (listed.size() < max) {
            List<String> keys = keys(connection, last);
            if (keys.isEmpty()) {
                return listed;
            }
            last = keys.get(keys.size() - 1);
            List<String> wanted = keys.stream().filter(Keys::isListed).toList();
            for (String room : wanted) {
                connection.send(row(room, author));
            }
            connection.flush();
            for (String room : wanted) {
                add(listed, room, connection.read());
            }
        }
        return List.copyOf(listed.subList(0, max));
    }

    /** The next rooms of all buckets, as far as each bucket has told its own. */
    private static List<String> keys(RedisWire connection, String after) throws IOException {
        String from = after.isEmpty() ? "-" : "(" + after;
        for (int bucket : RedisEras.all()) {
            connection.send(RedisCommand.of("ZRANGEBYLEX", RedisKeys.rooms(bucket), from, "+", "LIMIT", 0, STEP));
        }
        connection.flush();
        NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        byte[] told = null;
        for (int left = RedisSlot.BUCKETS; left > 0; left--) {
            List<?> found = RedisPage.list(connection.read());
            for (Object key : found) {
                keys.add((byte[]) key);
            }
            if (found.size() == STEP) {
                byte[] last = (byte[]) found.get(STEP - 1);
                told = told == null || Arrays.compareUnsigned(last, told) < 0 ? last : told;
            }
        }
        return (told == null ? keys : keys.headSet(told, true))
                .stream().map(RedisPage::text).toList();
    }

    private static RedisCommand row(String room, @Nullable String author) {
        RedisKeys keys = RedisKeys.of(room);
        return author == null
                ? RedisCommand.of("GET", keys.of(Part.ROW))
                : RedisScript.WROTE.on(keys.of(Part.ROW, Part.IDS, Part.BODIES)).add(RedisKeys.author(author));
    }

    /** A room whose row is damaged is left out: nothing certain can be said of it. */
    private static void add(List<Listed> listed, String room, @Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            if (!error.isDamage()) {
                throw error;
            }
            Threads.LOGGER.log(System.Logger.Level.ERROR, "room " + room + " is not listed: it is damaged");
        }
        if (reply instanceof byte[] text && text.length > 0) {
            try {
                RedisRoom row = RedisRoom.of(text);
                if (row.n() > 0) {
                    listed.add(new Listed(room, row.name(), row.head()));
                }
            } catch (RedisDamage e) {
                Threads.LOGGER.log(System.Logger.Level.ERROR, "room " + room + " is not listed: its row is damaged");
            }
        }
    }
}
