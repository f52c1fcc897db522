package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A room's row: where its log stands. Immutable.
 *
 * @param r the room's number in the database; 0 before its first entry, when there is no row
 * @param damaged the position of a damaged entry, or 0
 * @param states the checksums of all states, combined with exclusive or, so that each can be taken out again
 */
record SqliteRoom(
        long r,
        String key,
        String name,
        String epoch,
        long first,
        long n,
        long m,
        long atMillis,
        Digest chain,
        long erasures,
        long damaged,
        long states) {

    /** A room without an entry. */
    static SqliteRoom empty(String key, String name, String epoch) {
        return new SqliteRoom(0, key, name, epoch, 1, 0, 0, 0, Digest.ZERO, 0, 0, 0);
    }

    Head head() {
        return new Head(epoch, first, n, m, erasures, damaged != 0);
    }

    SqliteRoom numbered(long number) {
        return new SqliteRoom(number, key, name, epoch, first, n, m, atMillis, chain, erasures, damaged, states);
    }

    /** This room after {@code entry}, which erased {@code erased} bodies and changed the states by {@code changed}. */
    SqliteRoom grown(Entry entry, long erased, long changed) {
        return new SqliteRoom(
                r,
                key,
                name,
                epoch,
                first,
                entry.n(),
                entry.m(),
                entry.atMillis(),
                entry.chain(),
                erasures + erased,
                damaged,
                states ^ changed);
    }

    SqliteRoom trimmed(long newFirst) {
        return new SqliteRoom(r, key, name, epoch, newFirst, n, m, atMillis, chain, erasures, damaged, states);
    }

    SqliteRoom damaged(long n) {
        return new SqliteRoom(r, key, name, epoch, first, this.n, m, atMillis, chain, erasures, n, states);
    }

    /** The checksum that stands in the row: of everything else in it. */
    long sum() {
        CRC32 crc = new CRC32();
        String row = String.join(
                "\0",
                key,
                name,
                epoch,
                r + " " + first + " " + n + " " + m + " " + atMillis,
                chain.toString(),
                erasures + " " + damaged + " " + states);
        crc.update(row.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** The checksum of one state. */
    static long stateSum(String key, String value) {
        CRC32 crc = new CRC32();
        crc.update((key + "\0" + value).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
