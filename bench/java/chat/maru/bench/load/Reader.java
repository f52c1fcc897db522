package chat.maru.bench.load;

/**
 * How a member reads. One that does not read everything at once is none of those for whom deliveries are counted, and
 * nobody waits for it; that it gets nothing twice and everything in order is checked all the same.
 *
 * @param bytesPerSecond at most; 0 for one that stops
 * @param bufferBytes of its socket for what arrives; 0 for what the system chooses
 */
public record Reader(int bytesPerSecond, int bufferBytes) {
    /** As fast as it goes. */
    public static final Reader EAGER = new Reader(Integer.MAX_VALUE, 0);

    boolean isEager() {
        return bytesPerSecond == Integer.MAX_VALUE;
    }
}
