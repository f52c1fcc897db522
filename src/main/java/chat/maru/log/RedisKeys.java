package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names of what Redis holds of one room. All have the tag of the room's bucket in braces, so that a cluster keeps
 * them together, see {@link RedisSlot}. Immutable.
 *
 * <p>{@code row}: where the log stands, see {@link RedisRoom}. {@code heads}: a stream of heads, each under the id
 * {@code n-0}. {@code said}: a stream with the positions of messages. {@code bodies}: by position, empty once erased.
 * {@code ids}: a sorted set of {@link #id}, by author, id and position. {@code about}: a sorted set of {@link #about},
 * the edits of and reactions to each message. {@code marks}: by the message's position, see {@link Marks}.
 * {@code state} and {@code reads}: the room's state, how far each author has read. {@code trims}: when the room was
 * trimmed, see {@link RedisTrim}.
 */
final class RedisKeys {
    /** Of a position as a part of names and members; all that there are have no more. */
    private static final int POSITION_DIGITS = 16;

    private final int bucket;
    private final String prefix;
    private final String channel;

    private RedisKeys(int bucket, String prefix, String channel) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.channel = channel;
    }

    static RedisKeys of(String room) {
        int bucket = RedisSlot.bucket(room);
        return new RedisKeys(bucket, bucket(bucket) + room + ":", channel(bucket, room));
    }

    /** What the names of a bucket begin with; of a room's keys follow its own, which has no colon, and a colon. */
    private static String bucket(int bucket) {
        return "maru:{" + RedisSlot.tag(bucket) + "}:";
    }

    /** The sorted set of the bucket's rooms that have an entry. */
    static String rooms(int bucket) {
        return bucket(bucket) + "rooms";
    }

    /** The bucket's era, see {@link RedisEras}. */
    static String era(int bucket) {
        return bucket(bucket) + "era";
    }

    /** Where nothing ever is: what Redis says to a write of nothing there, it says to every write. */
    static String nothing(int bucket) {
        return bucket(bucket) + "nothing";
    }

    static String channel(int bucket, String room) {
        return bucket(bucket) + "wake:" + room;
    }

    /** Keys beside those of the room, for what is not to be seen yet. */
    RedisKeys staged(String unique) {
        return new RedisKeys(bucket, prefix + unique + ":", channel);
    }

    int bucket() {
        return bucket;
    }

    String of(Part part) {
        return part == Part.ROOMS ? rooms(bucket) : prefix + part.name().toLowerCase(Locale.ROOT);
    }

    /** That {@code author} spoke last in slow mode, for as long as they have to wait; see {@link Neighbours#claim}. */
    String turn(String author) {
        return prefix + "turn:" + author;
    }

    /** Where the room's wake-ups are published. */
    String channel() {
        return channel;
    }

    List<String> of(Part... parts) {
        List<String> keys = new ArrayList<>();
        for (Part part : parts) {
            keys.add(of(part));
        }
        return keys;
    }

    /** The beginning of the members of {@code ids} that are this author's; lengths are in bytes. */
    static String author(String author) {
        return sized(author);
    }

    /** The beginning of the one member of {@code ids} with this author and id. */
    static String id(String author, String id) {
        return sized(author) + sized(id);
    }

    /** The member of {@code ids} for an entry; the position stands in its last 16 characters. */
    static String id(Entry entry) {
        return id(entry.author(), entry.id()) + padded(entry.n());
    }

    /** The beginning of the members of {@code about} for the message at {@code of}. */
    static String about(String kind, long of) {
        return (kind.equals(Kind.EDIT) ? "e:" : "r:") + padded(of) + ":";
    }

    /** The member of {@code about} for an edit or a reaction. */
    static String about(Entry entry) {
        return about(entry.kind(), entry.of()) + padded(entry.n());
    }

    /** The position at the end of a member of {@code ids} or {@code about}. */
    static long position(byte[] member) throws RedisDamage {
        String text = new String(member, StandardCharsets.UTF_8);
        return RedisDamage.number(text.substring(Math.max(0, text.length() - POSITION_DIGITS)), 0);
    }

    /** All members that begin so. */
    RedisCommand beginning(Part part, String beginning) {
        byte[] from = RedisCommand.bytes("[" + beginning);
        byte[] text = RedisCommand.bytes("(" + beginning);
        byte[] to = java.util.Arrays.copyOf(text, text.length + 1);
        // No text has this byte, so all that begin so come before it.
        to[text.length] = (byte) 0xFF;
        return RedisCommand.of("ZRANGEBYLEX", of(part), from, to);
    }

    private static String sized(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ":";
    }

    private static String padded(long n) {
        String digits = Long.toString(n);
        return "0".repeat(16 - digits.length()) + digits;
    }

    /** What there is of a room; the row comes first. */
    enum Part {
        ROW,
        HEADS,
        SAID,
        BODIES,
        IDS,
        ABOUT,
        MARKS,
        STATE,
        READS,
        TRIMS,
        ROOMS
    }
}
