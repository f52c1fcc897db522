package chat.maru.log;

import org.jspecify.annotations.Nullable;

/**
 * One step of a room's log: an immutable head and an erasable body. Immutable; an erased entry is another value with
 * the same head.
 *
 * @param n position, from 1, without holes
 * @param kind see {@link Kind}; open
 * @param author who wrote it: an identity, never a label
 * @param id the client's id for it, unique per author and room
 * @param atMillis when it was appended, milliseconds since 1970 UTC; never goes back, but order is {@code n}
 * @param of the position it refers to (what it edits, deletes, reacts to or answers), or 0
 * @param m the number of messages up to and including this entry
 * @param bodyHash {@link Chain#hash(Body)} of the body it was appended with
 * @param chain {@link Chain#next} of the entry before and this head
 * @param body {@code null} once erased
 */
public record Entry(
        long n,
        String kind,
        String author,
        String id,
        long atMillis,
        long of,
        long m,
        Digest bodyHash,
        Digest chain,
        @Nullable Body body) {

    /** This entry without its body: what readers find after a deletion. */
    public Entry erased() {
        return new Entry(n, kind, author, id, atMillis, of, m, bodyHash, chain, null);
    }

    public boolean isMessage() {
        return kind.equals(Kind.MESSAGE);
    }

    /** Roughly what this entry costs on the heap, in bytes; what budgets and pages count. */
    public int sizeBytes() {
        int text = kind.length() + author.length() + id.length();
        return 256
                + 2
                        * (body == null
                                ? text
                                : text + body.name().length() + body.content().length());
    }
}
