package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A room's row: where its log stands. Immutable.
 *
 * @param r the room's number in the database; 0 before its first entry, when there is no row
 * @param damaged the position of a damaged entry, or 0
 * @param states the checksums of all states, combined with exclusive or, so that each can be taken out again
 * @param stated {@link Head#states}; not in the row, so a row that was read knows only that it is not beyond {@code n}
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
        long states,
        long stated) {

    /** A room without an entry. */
    static SqliteRoom empty(String key, String name, String epoch) {
        return new SqliteRoom(0, key, name, epoch, 1, 0, 0, 0, Digest.ZERO, 0, 0, 0, 0);
    }

    Head head() {
        return new Head(epoch, first, n, m, erasures, stated, damaged != 0);
    }

    SqliteRoom numbered(long number) {
        return new SqliteRoom(
                number, key, name, epoch, first, n, m, atMillis, chain, erasures, damaged, states, stated);
    }

    SqliteRoom renewed(String newEpoch) {
        return new SqliteRoom(r, key, name, newEpoch, first, n, m, atMillis, chain, erasures, damaged, states, stated);
    }

    /** This room after {@code entry}, which erased {@code erased} bodies. */
    SqliteRoom grown(Entry entry, long erased) {
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
                states,
                stated);
    }

    /** This room after its newest entry changed the states by {@code changed}. */
    SqliteRoom stated(long changed) {
        return new SqliteRoom(
                r, key, name, epoch, first, n, m, atMillis, chain, erasures, damaged, states ^ changed, n);
    }

    /** This room as it was read, by one who knows that its states were {@link Head#states} at {@code known}. */
    SqliteRoom known(Head known) {
        return known.n() != n
                ? this
                : new SqliteRoom(
                        r, key, name, epoch, first, n, m, atMillis, chain, erasures, damaged, states, known.states());
    }

    SqliteRoom trimmed(long newFirst) {
        return new SqliteRoom(r, key, name, epoch, newFirst, n, m, atMillis, chain, erasures, damaged, states, stated);
    }

    SqliteRoom damaged(long n) {
        return new SqliteRoom(r, key, name, epoch, first, this.n, m, atMillis, chain, erasures, n, states, stated);
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
