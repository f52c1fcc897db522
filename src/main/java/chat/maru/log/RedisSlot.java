package chat.maru.log;

import java.nio.charset.StandardCharsets;

/**
 * How a Redis Cluster spreads keys: by the CRC16 of a key, or of what stands in its braces. Stateless.
 *
 * <p>Rooms go into {@link #BUCKETS} buckets, each with a tag of its own in the braces of its keys. What is to be
 * changed in one step with a room, such as the list of rooms, then lies in the room's slot, and there are few enough
 * lists that all can be read for one page. The buckets lie evenly between the slots.
 */
final class RedisSlot {
    /** The slots of every cluster. */
    static final int SLOTS = 16_384;

    /** What a cluster can spread: masters beyond so many have no rooms. */
    static final int BUCKETS = 64;

    private static final int BUCKET_SLOTS = SLOTS / BUCKETS;
    private static final int POLYNOMIAL = 0x1021;
    private static final String[] TAGS = tags();

    private RedisSlot() {}

    private static String[] tags() {
        String[] tags = new String[BUCKETS];
        int missing = BUCKETS;
        for (int number = 0; missing > 0; number++) {
            String tag = Integer.toString(number);
            int bucket = of(tag) / BUCKET_SLOTS;
            if (tags[bucket] == null) {
                tags[bucket] = tag;
                missing--;
            }
        }
        return tags;
    }

    /** The slot of {@code key}. */
    static int of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    static int of(byte[] key) {
        int from = indexOf(key, '{', 0) + 1;
        int to = from == 0 ? -1 : indexOf(key, '}', from);
        // Only the first brace counts, and nothing between braces is no tag.
        return (to > from ? crc16(key, from, to) : crc16(key, 0, key.length)) % SLOTS;
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** XMODEM's, as Redis takes it. */
    static int crc16(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= (bytes[i] & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }

    /** The bucket of a room. */
    static int bucket(String room) {
        return of(room) / BUCKET_SLOTS;
    }

    /** What stands in the braces of the keys of a bucket. */
    static String tag(int bucket) {
        return TAGS[bucket];
    }
}
