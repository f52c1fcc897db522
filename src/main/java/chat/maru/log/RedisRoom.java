package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A room's row in Redis: where its log stands. Immutable. Every change of a room changes it, so that two rows that are
 * equal mean two rooms that are.
 *
 * @param stated {@link Head#states}
 * @param damaged the position of a damaged entry, or 0
 * @param era in which the room was last changed, see {@link RedisEras}
 */
record RedisRoom(
        String epoch,
        long first,
        long n,
        long m,
        long atMillis,
        long erasures,
        long stated,
        long damaged,
        String era,
        Digest chain,
        String name) {
    private static final int FIELDS = 12;
    private static final String NO_ERA = "-";

    /** A room without an entry; Redis need not have a row for it. */
    static RedisRoom empty(String epoch) {
        return new RedisRoom(epoch, 1, 0, 0, 0, 0, 0, 0, NO_ERA, Digest.ZERO, "");
    }

    Head head() {
        return new Head(epoch, first, n, m, erasures, stated, damaged != 0);
    }

    RedisRoom renewed(String newEpoch) {
        return new RedisRoom(newEpoch, first, n, m, atMillis, erasures, stated, damaged, era, chain, name);
    }

    RedisRoom named(String newName) {
        return new RedisRoom(epoch, first, n, m, atMillis, erasures, stated, damaged, era, chain, newName);
    }

    /** This room after {@code entry}, with so many more bodies erased. */
    RedisRoom grown(Entry entry, long erased, boolean states) {
        return new RedisRoom(
                epoch,
                first,
                entry.n(),
                entry.m(),
                entry.atMillis(),
                erasures + erased,
                states ? entry.n() : stated,
                damaged,
                era,
                entry.chain(),
                name);
    }

    RedisRoom erased(long more) {
        return new RedisRoom(epoch, first, n, m, atMillis, erasures + more, stated, damaged, era, chain, name);
    }

    RedisRoom trimmed(long newFirst) {
        return new RedisRoom(epoch, newFirst, n, m, atMillis, erasures, stated, damaged, era, chain, name);
    }

    RedisRoom damaged(long at) {
        return new RedisRoom(epoch, first, n, m, atMillis, erasures, stated, at, era, chain, name);
    }

    RedisRoom in(String newEra) {
        return new RedisRoom(epoch, first, n, m, atMillis, erasures, stated, damaged, newEra, chain, name);
    }

    /** As it stands in Redis. The scripts read the second to fourth word: epoch, first and n. */
    String text() {
        String rest = String.join(
                " ",
                epoch,
                first + " " + n + " " + m + " " + atMillis + " " + erasures + " " + stated + " " + damaged,
                era,
                chain.toString(),
                name);
        return sum(rest) + " " + rest;
    }

    /** What {@link #text} wrote; a {@link RedisDamage} where it is anything else. */
    static RedisRoom of(byte[] bytes) throws RedisDamage {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] parts = text.split(" ", FIELDS);
        if (parts.length != FIELDS
                || !sum(text.substring(parts[0].length() + 1)).equals(parts[0])) {
            throw new RedisDamage(0);
        }
        try {
            RedisRoom room = new RedisRoom(
                    parts[1],
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    Long.parseLong(parts[5]),
                    Long.parseLong(parts[6]),
                    Long.parseLong(parts[7]),
                    Long.parseLong(parts[8]),
                    parts[9],
                    Digest.of(HexFormat.of().parseHex(parts[10])),
                    parts[11]);
            if (room.isPossible()) {
                return room;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: a sum that is right does not make it possible.
        }
        throw new RedisDamage(0);
    }

    private boolean isPossible() {
        return Epochs.isOne(epoch)
                && n >= 0
                && n <= Position.N_MAX
                && first >= 1
                && first <= n + 1
                && m >= 0
                && m <= n
                && erasures >= 0
                && stated >= 0
                && stated <= n;
    }

    private static String sum(String rest) {
        CRC32 crc = new CRC32();
        crc.update(rest.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
