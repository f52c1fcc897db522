package chat.maru.log;

/**
 * How full is what holds the rooms. Immutable.
 *
 * @param what what is getting full, in words that may be told to everybody
 * @param usedBytes how much of it is taken
 * @param maxBytes how much there is, above 0
 * @param remedy what an operator can do, beside letting rooms keep less
 */
public record Fullness(String what, long usedBytes, long maxBytes, String remedy) {
    /** From 0, rounded down; above 100 where a bound was lowered. */
    public long percent() {
        return (long) (100.0 * usedBytes / maxBytes);
    }
}
