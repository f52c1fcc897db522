package chat.maru.support;

/** Finds a few bytes in a stream that comes one byte at a time (Knuth, Morris and Pratt). Not thread-safe. */
final class ByteSearch {
    private final byte[] wanted;

    /** For each length matched, the longest shorter one that is its own beginning and end. */
    private final int[] shorter;

    private int matched;

    ByteSearch(byte[] wanted) {
        this.wanted = wanted;
        this.shorter = new int[wanted.length + 1];
        for (int i = 1, length = 0; i < wanted.length; i++) {
            while (length > 0 && wanted[i] != wanted[length]) {
                length = shorter[length];
            }
            length += wanted[i] == wanted[length] ? 1 : 0;
            shorter[i + 1] = length;
        }
    }

    /** Whether {@code next} ends an occurrence. */
    boolean found(byte next) {
        while (matched == wanted.length || (matched > 0 && wanted[matched] != next)) {
            matched = shorter[matched];
        }
        matched += wanted[matched] == next ? 1 : 0;
        return matched == wanted.length;
    }
}
