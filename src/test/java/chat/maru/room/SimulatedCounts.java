package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

/** What happened in a simulation: one that never lagged, cut or trimmed would prove nothing. */
final class SimulatedCounts {
    long steps;
    long deliveries;
    long duplicates;
    long lags;
    long cuts;
    long resumes;
    long trims;
    long restarts;
    long gaps;

    void assertEverythingHappened() {
        assertThat(new long[] {deliveries, duplicates, lags, cuts, resumes, trims, restarts, gaps})
                .as(toString())
                .doesNotContain(0);
    }

    @Override
    public String toString() {
        return "steps " + steps + ", deliveries " + deliveries + ", duplicates " + duplicates + ", lags " + lags
                + ", cuts " + cuts + ", resumes " + resumes + ", trims " + trims + ", restarts " + restarts + ", gaps "
                + gaps;
    }
}
