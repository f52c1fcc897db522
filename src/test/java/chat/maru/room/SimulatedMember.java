package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Identity;
import chat.maru.log.Body;
import chat.maru.log.Entry;
import java.util.List;

/**
 * A member of the simulation: its socket is free or not as the simulation says, and it checks every entry that it takes
 * against what was published. One thread.
 */
final class SimulatedMember extends Somebody {
    private static final int LAG_ENTRIES = 5;

    private final String id;
    private final SimulatedCounts counts;
    private Cursor cursor;
    private String epoch;
    private long n;
    private boolean woken;
    private boolean slow;

    SimulatedMember(String id, SimulatedCounts counts) {
        super(Identity.guest(id, id));
        this.id = id;
        this.counts = counts;
    }

    @Override
    public void wake() {
        woken = true;
    }

    void joined(Joined joined) {
        cursor = joined.cursor();
        woken = true;
        if (joined.gap() != null) {
            gap(joined.gap());
            assertThat(joined.resumed()).isFalse();
        }
        if (epoch == null || joined.gap() != null) {
            n = cursor.n();
        }
        assertThat(cursor.n()).as("a join moves a position only with a gap").isEqualTo(n);
        epoch = joined.head().epoch();
    }

    boolean isIn() {
        return cursor != null;
    }

    void cut() {
        cursor = null;
    }

    void slow(boolean isSlow) {
        slow = isSlow;
    }

    String epoch() {
        return epoch;
    }

    long n() {
        return n;
    }

    /** Takes at most {@code entriesMax} if it was woken and its socket is free; whether there may be more. */
    boolean look(int entriesMax, List<String> published) {
        if (!woken || slow || cursor == null) {
            return false;
        }
        Take take =
                cursor.take(entriesMax, Integer.MAX_VALUE).toCompletableFuture().join();
        if (take instanceof Take.Batch batch) {
            batch(batch, published);
            return true;
        }
        if (take instanceof Take.Gap gap) {
            gap(gap);
            return true;
        }
        woken = false;
        assertThat(((Take.Nothing) take).n()).isEqualTo(n);
        return false;
    }

    private void batch(Take.Batch batch, List<String> published) {
        assertThat(batch.after()).as("%s reads on where it stood", id).isEqualTo(n);
        if (batch.page().head().n() - n >= LAG_ENTRIES) {
            counts.lags++;
        }
        for (Entry entry : batch.page().entries()) {
            assertThat(entry.n()).as("%s gets the next position", id).isEqualTo(n + 1);
            Body body = entry.body();
            String said = entry.id() + " " + (body == null ? "" : body.content());
            assertThat(said).as("position %d", entry.n()).isEqualTo(published.get((int) entry.n() - 1));
            n = entry.n();
            counts.deliveries++;
        }
    }

    private void gap(Take.Gap gap) {
        counts.gaps++;
        long before = n;
        if (gap.cause() == Take.Cause.TRIMMED) {
            n = gap.first() - 1;
            assertThat(n).as("a gap leaves something out").isGreaterThan(before);
        } else {
            n = gap.head().n();
            epoch = gap.head().epoch();
        }
    }
}
