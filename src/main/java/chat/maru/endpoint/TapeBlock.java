package chat.maru.endpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Some entries of a {@link Tape}, whose bytes lie together. It only ever grows, and what is written never changes, so
 * that strips of it may be on their way to sockets meanwhile. Guarded by its tape.
 */
final class TapeBlock {
    /** How many positions a block is for: many enough for a full frame, few enough to be encoded in a moment. */
    static final int ENTRIES = 128;

    private static final int BYTES_FIRST = 1_024;

    private final boolean isFramed;
    private final long before;

    /** Where each entry's bytes begin; one more than there are entries, so that each also tells where one ends. */
    private final int[] starts;

    private byte[] bytes = new byte[BYTES_FIRST];
    private int count;
    private boolean wasUsed = true;

    /**
     * @param isFramed whether each entry is a frame of its own; otherwise they are elements of an array
     * @param before the position that the first entry follows
     */
    TapeBlock(boolean isFramed, long before) {
        this.isFramed = isFramed;
        this.before = before;
        this.starts = new int[(int) (end(before) - before) + 1];
    }

    /** The last position of the block that holds what follows {@code n}. */
    static long end(long n) {
        return (n / ENTRIES + 1) * ENTRIES;
    }

    long before() {
        return before;
    }

    long last() {
        return before + count;
    }

    /** Adds the next entry. Nothing stands for one that this wire does not carry. */
    void add(byte[] entry) {
        int start = starts[count];
        if (entry.length > 0) {
            int needed = entry.length + (isFramed ? FrameHeader.bytes(entry.length) : 1);
            if (start + needed > bytes.length) {
                // Strips keep the array that they were cut from.
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + needed));
            }
            ByteBuffer out = ByteBuffer.wrap(bytes, start, needed);
            if (isFramed) {
                FrameHeader.put(out, entry.length).put(entry);
            } else {
                out.put(entry).put((byte) ',');
            }
            start += needed;
        }
        count++;
        starts[count] = start;
    }

    /** The entries behind {@code after} that fit in the bounds, at least one, which must be here. */
    Strip strip(long after, int entriesMax, int bytesMax) {
        wasUsed = true;
        int first = (int) (after - before);
        int end = first + 1;
        int limit = Math.min(count, first + entriesMax);
        while (end < limit && starts[end + 1] - starts[first] <= bytesMax) {
            end++;
        }
        // The comma behind the last one is not part of the array.
        int to = isFramed || starts[end] == starts[first] ? starts[end] : starts[end] - 1;
        return new Strip(bytes, starts[first], to, isFramed, after, before + end);
    }

    /** Whether anybody has read here since this was asked last. */
    boolean rest() {
        boolean rests = !wasUsed;
        wasUsed = false;
        return rests;
    }
}
