package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.LogStore;
import chat.maru.log.Page;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A room that is opened for each thing done to it, and what it has held. */
final class RoomBook {
    private final LogStore store;
    private final String room;
    private final Map<Long, Entry> seen = new HashMap<>();
    private int said;

    RoomBook(LogStore store, String room) {
        this.store = store;
        this.room = room;
    }

    String key() {
        return room;
    }

    <T> T with(Function<RoomLog, CompletionStage<T>> act) {
        try {
            RoomLog log = Stages.await(store.open(room, room));
            try {
                return Stages.await(act.apply(log));
            } finally {
                log.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Draft message(String text) {
        return Draft.message("ann", "Ann", "id" + said++, text, 0);
    }

    /** Appends what must be new; gives its position. */
    long append(Draft draft) {
        Receipt receipt = with(log -> log.append(draft));
        assertThat(receipt).isInstanceOf(Receipt.Stored.class);
        return ((Receipt.Stored) receipt).position().n();
    }

    /** Appends so many short messages. */
    void say(int count) {
        say(count, i -> "said " + i);
    }

    /** Appends so many, all in flight at once. */
    void say(int count, IntFunction<String> text) {
        List<Receipt> receipts = with(log -> {
            List<CompletableFuture<Receipt>> appended = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                appended.add(log.append(message(text.apply(i))).toCompletableFuture());
            }
            return CompletableFuture.allOf(appended.toArray(new CompletableFuture<?>[0]))
                    .thenApply(done ->
                            appended.stream().map(CompletableFuture::join).toList());
        });
        assertThat(receipts).allMatch(Receipt.Stored.class::isInstance);
    }

    Head head() {
        return with(log -> CompletableFuture.completedStage(log.head()));
    }

    /** What the room holds. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Head head = head();
        long n = head.first() - 1;
        while (n < head.n()) {
            long after = n;
            Page page = with(log -> log.readAfter(after, 1_000, 1 << 20));
            assertThat(page.damagedAt()).isZero();
            assertThat(page.after()).isEqualTo(n);
            assertThat(page.entries()).isNotEmpty();
            entries.addAll(page.entries());
            n = page.last();
        }
        entries.forEach(entry -> seen.put(entry.n(), entry));
        return entries;
    }

    /** An entry as {@link #entries} saw it before it went. */
    Entry dropped(long n) {
        return seen.get(n);
    }
}
