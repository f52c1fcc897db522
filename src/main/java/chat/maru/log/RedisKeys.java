package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names of what Redis holds of one room. All have the room's key in braces, so that a cluster keeps them together.
 * Immutable.
 *
 * <p>{@code row}: where the log stands, see {@link RedisRoom}. {@code heads}: a stream of heads, each under the id
 * {@code n-0}. {@code said}: a stream with the positions of messages. {@code bodies}: by position, empty once erased.
 * {@code ids}: a sorted set of {@link #id}, by author, id and position. {@code about}: a sorted set of {@link #about},
 * the edits of and reactions to each message. {@code marks}: by the message's position, see {@link Marks}.
 * {@code state} and {@code reads}: the room's state, how far each author has read. {@code trims}: when the room was
 * trimmed, see {@link RedisTrim}.
 */
final class RedisKeys {
    /** The sorted set of all rooms that have an entry. */
    static final String ROOMS = "maru:rooms";
    /** The epoch of rooms that have no entry. */
    static final String EPOCH = "maru:epoch";

    /** What the names of all channels begin with. */
    static final String CHANNELS = "maru:wake:";

    private final String prefix;
    private final String channel;

    private RedisKeys(String prefix, String channel) {
        this.prefix = prefix;
        this.channel = channel;
    }

    static RedisKeys of(String room) {
        return new RedisKeys("maru:{" + room + "}:", CHANNELS + room);
    }

    /** Keys beside those of the room, for what is not to be seen yet. */
    RedisKeys staged(String unique) {
        return new RedisKeys(prefix + unique + ":", channel);
    }

    String of(Part part) {
        return part == Part.ROOMS ? ROOMS : prefix + part.name().toLowerCase(Locale.ROOT);
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
    static long position(byte[] member) {
        String text = new String(member, StandardCharsets.UTF_8);
        return Long.parseLong(text.substring(text.length() - 16));
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

    /** What there is of a room, in the order in which the scripts count their keys, from 1. */
    enum Part {
        ROW(1),
        HEADS(2),
        SAID(3),
        BODIES(4),
        IDS(5),
        ABOUT(6),
        MARKS(7),
        STATE(8),
        READS(9),
        TRIMS(10),
        ROOMS(11);

        private final int number;

        Part(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
