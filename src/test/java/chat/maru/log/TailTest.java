package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final int SIZE = entry(1).sizeBytes();

    @Test
    void theOldestEntryOfAllTailsGoesFirst() {
        TailBudget budget = new TailBudget(4L * SIZE);
        Tail a = new Tail(budget);
        Tail b = new Tail(budget);
        a.add(entry(1));
        b.add(entry(1));
        a.add(entry(2));
        b.add(entry(2));
        assertThat(a.after(1, 2, 10, 10_000)).hasSize(2);
        b.add(entry(3));
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
            tail.add(entry(n));
            assertThat(tail.after(n, n, 10, 10_000)).isNull();
        }
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void anErasedEntryIsErasedHereToo() {
        TailBudget budget = new TailBudget(100L * SIZE);
        Tail tail = new Tail(budget);
        tail.add(entry(1));
        tail.add(entry(2));
        tail.erase(1);
        tail.erase(99);
        assertThat(tail.messages(1, 2, 10, 10_000)).extracting(LogFixture::text).containsExactly("(erased)", "text");
        assertThat(budget.bytes()).isEqualTo(SIZE + entry(1).erased().sizeBytes());
    }

    @Test
    void whatIsTrimmedOrClosedCostsNothing() {
        TailBudget budget = new TailBudget(100L * SIZE);
        Tail a = new Tail(budget);
        Tail b = new Tail(budget);
        for (int n = 1; n <= 10; n++) {
            a.add(entry(n));
            b.add(entry(n));
        }
        a.trim(8);
        assertThat(budget.bytes()).isEqualTo(13L * SIZE);
        b.close();
        assertThat(budget.bytes()).isEqualTo(3L * SIZE);
        b.add(entry(11));
        assertThat(budget.bytes()).isEqualTo(3L * SIZE);
        assertThat(a.after(8, 10, 10, 10_000)).hasSize(3);
    }

    @Test
    void messagesAreAnsweredOnlyWhenNoneCanBeMissing() {
        Tail tail = new Tail(new TailBudget(100L * SIZE));
        for (int n = 5; n <= 8; n++) {
            tail.add(entry(n));
        }
        assertThat(tail.messages(1, 8, 3, 10_000)).hasSize(3);
        assertThat(tail.messages(1, 8, 4, 10_000)).hasSize(4);
        assertThat(tail.messages(1, 8, 5, 10_000)).as("the fifth is on disk").isNull();
        assertThat(tail.messages(5, 8, 5, 10_000)).as("there is no fifth").hasSize(4);
        assertThat(tail.messages(1, 8, 5, 2 * SIZE)).hasSize(2);
        assertThat(tail.messages(1, 9, 1, 10_000)).isNull();
    }

    @Test
    void aTailThatLostEverythingStartsAnew() {
        Tail tail = new Tail(new TailBudget(2L * SIZE));
        for (int n = 1; n <= 1_000; n++) {
            tail.add(entry(n));
        }
        List<Entry> held = tail.after(999, 1_000, 10, 10_000);
        assertThat(held).extracting(Entry::n).containsExactly(999L, 1_000L);
    }

    private static Entry entry(long n) {
        Body body = new Body("Ann", "text", 1);
        return new Entry(n, Kind.MESSAGE, "ann", "id", 0, 0, n, Chain.hash(body), Digest.ZERO, body);
    }
}
