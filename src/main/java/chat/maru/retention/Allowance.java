package chat.maru.retention;

/**
 * How much history a room may have; what is older than any of the three allows has to go. Immutable.
 *
 * @param entriesMax entries of any kind; 0 for no bound
 * @param ageMillisMax how old an entry may be; 0 for no bound
 * @param bytesMax what the entries may weigh, in {@link chat.maru.log.Entry#sizeBytes}; the newest entry is always
 *     allowed; 0 for no bound
 */
public record Allowance(long entriesMax, long ageMillisMax, long bytesMax) {
    public Allowance {
        if (entriesMax < 0 || ageMillisMax < 0 || bytesMax < 0) {
            throw new IllegalArgumentException("a bound is below 0");
        }
    }

    /** Whether rooms keep everything. */
    public boolean isUnbounded() {
        return entriesMax == 0 && ageMillisMax == 0 && bytesMax == 0;
    }
}
