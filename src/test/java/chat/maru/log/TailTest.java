package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final int SIZE = entry(1).sizeBytes();

    @Test
    void theOldestEntryOfAllTailsGoesFirst() {
        TailBudget budget = new TailBudget(4L * SIZE);
        Tail a = new Tail(budget);
        Tail b = new Tail(budget);
        add(a, 1);
        add(b, 1);
        add(a, 2);
        add(b, 2);
        assertThat(a.after(1, 2, 10, 10_000)).hasSize(2);
        add(b, 3);
        assertThat(a.after(1, 2, 10, 10_000)).as("its first was the oldest").isNull();
        assertThat(a.after(2, 2, 10, 10_000)).hasSize(1);
        assertThat(b.after(1, 3, 10, 10_000)).hasSize(3);
        assertThat(budget.bytes()).isEqualTo(4L * SIZE);
    }

    @Test
    void aBudgetBelowOneEntryKeepsNothing() {
        TailBudget budget = new TailBudget(1);
        Tail tail = new Tail(budget);
        for (int n = 1; n <= 100; n++) {
            add(tail, n);
            assertThat(tail.after(n, n, 10, 10_000)).isNull();
        }
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void anErasedEntryIsErasedHereToo() {
        TailBudget budget = new TailBudget(100L * SIZE);
        Tail tail = new Tail(budget);
        add(tail, 1);
        add(tail, 2);
        tail.grown(List.of(entry(3)), List.of(1L, 3L, 99L));
        assertThat(tail.after(1, 3, 10, 10_000))
                .extracting(LogFixture::text)
                .containsExactly("(erased)", "text", "(erased)");
        assertThat(budget.bytes()).isEqualTo(SIZE + 2L * entry(1).erased().sizeBytes());
    }

    @Test
    void whatIsTrimmedOrClosedCostsNothing() {
        TailBudget budget = new TailBudget(100L * SIZE);
        Tail a = new Tail(budget);
        Tail b = new Tail(budget);
        for (int n = 1; n <= 10; n++) {
            add(a, n);
            add(b, n);
        }
        a.trim(8);
        assertThat(budget.bytes()).isEqualTo(13L * SIZE);
        b.close();
        assertThat(budget.bytes()).isEqualTo(3L * SIZE);
        add(b, 11);
        assertThat(budget.bytes()).isEqualTo(3L * SIZE);
        assertThat(a.after(8, 10, 10, 10_000)).hasSize(3);
    }

    @Test
    void historyIsAnsweredOnlyWhenNothingCanBeMissing() {
        Tail tail = new Tail(new TailBudget(100L * SIZE));
        for (int n = 5; n <= 8; n++) {
            add(tail, n);
        }
        assertThat(history(tail, 1, 8, Range.before(0), 3)).isEqualTo("6 7 8 older");
        assertThat(history(tail, 1, 8, Range.before(0), 4))
                .as("is there an older one?")
                .isEmpty();
        assertThat(history(tail, 5, 8, Range.before(0), 5))
                .as("there is no fifth")
                .isEqualTo("5 6 7 8");
        assertThat(history(tail, 1, 8, Range.before(8), 2)).isEqualTo("6 7 older newer");
        assertThat(history(tail, 1, 8, Range.after(6), 2)).isEqualTo("7 8 older");
        assertThat(history(tail, 1, 8, Range.after(3), 2)).as("4 is on disk").isEmpty();
        assertThat(history(tail, 1, 8, Range.around(7), 2)).isEqualTo("7 8 older");
        assertThat(history(tail, 1, 8, Range.around(6), 4)).as("4 is on disk").isEmpty();
        assertThat(history(tail, 1, 9, Range.before(0), 1)).as("not here yet").isEmpty();
        assertThat(history(tail, 1, 7, Range.before(0), 1))
                .as("here before its head")
                .isEmpty();
    }

    /** Positions and what lies beyond, or nothing when the tail has no answer. */
    private static String history(Tail tail, long first, long n, Range range, int entriesMax) {
        History history =
                tail.history(new Head("e", first, n, n, 0, 0, false), range, RoomLog.NOBODY, entriesMax, 10_000);
        return history == null
                ? ""
                : history.messages().stream()
                                .map(folded -> Long.toString(folded.message().n()))
                                .collect(Collectors.joining(" "))
                        + (history.older() ? " older" : "")
                        + (history.newer() ? " newer" : "");
    }

    @Test
    void aTailThatLostEverythingStartsAnew() {
        Tail tail = new Tail(new TailBudget(2L * SIZE));
        for (int n = 1; n <= 1_000; n++) {
            add(tail, n);
        }
        List<Entry> held = tail.after(999, 1_000, 10, 10_000);
        assertThat(held).extracting(Entry::n).containsExactly(999L, 1_000L);
    }

    private static void add(Tail tail, long n) {
        tail.grown(List.of(entry(n)), List.of());
    }

    private static Entry entry(long n) {
        Body body = new Body("Ann", "text", 1);
        return new Entry(n, Kind.MESSAGE, "ann", "id", 0, 0, n, Chain.hash(body), Digest.ZERO, body);
    }
}
