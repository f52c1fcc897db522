package chat.maru.log;

import static chat.maru.log.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tests of a log say often. */
final class LogFixture {
    static final int ANY = Integer.MAX_VALUE;

    private LogFixture() {}

    static Draft message(String id, String text) {
        return Draft.message("ann", "Ann", id, text, 0);
    }

    static Draft edit(String id, long of, String text) {
        return Draft.edit("ann", "Ann", id, of, text);
    }

    static Draft delete(String id, long of) {
        return Draft.delete("ann", "Ann", id, of, "", false);
    }

    static Draft state(String id, String key, String value) {
        return Draft.state("ann", "Ann", id, key, value);
    }

    static Draft react(String author, String id, long of, String key, boolean on) {
        return Draft.reaction(author, author, id, of, new Mark(key, on));
    }

    /** Appends and returns the position given; the draft must be new. */
    static long stored(RoomLog log, Draft draft) {
        Receipt receipt = await(log.append(draft));
        assertThat(receipt).isInstanceOf(Stored.class);
        Stored stored = (Stored) receipt;
        assertThat(stored.duplicate()).as("duplicate").isFalse();
        return stored.position().n();
    }

    /** Appends {@code count} messages with the ids {@code prefix0}, {@code prefix1}, …, all in flight at once. */
    static void messages(RoomLog log, String prefix, int count) {
        List<java.util.concurrent.CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(log.append(message(prefix + i, "text of " + prefix + i)));
        }
        receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
    }

    /** Everything that the log holds, page by page, checked to be dense, ascending and chained. */
    static List<Entry> all(RoomLog log) {
        List<Entry> all = new ArrayList<>();
        long n = 0;
        while (n < log.head().n()) {
            Page page = await(log.readAfter(n, 100, 1 << 20));
            assertThat(page.damagedAt()).as("damage").isZero();
            assertThat(page.entries()).as("a page after " + n).isNotEmpty();
            long expected = page.after();
            for (Entry entry : page.entries()) {
                assertThat(entry.n()).isEqualTo(++expected);
                if (!all.isEmpty()) {
                    assertThat(Chain.continues(all.get(all.size() - 1).chain(), entry))
                            .as("chain at " + entry.n())
                            .isTrue();
                }
                all.add(entry);
            }
            n = page.last();
        }
        return all;
    }

    /** How many authors have each mark, in the order of the marks. */
    static Map<String, Integer> counts(Map<String, Marked> reactions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        reactions.forEach((key, marked) -> counts.put(key, marked.count()));
        return counts;
    }

    static List<Long> positions(List<Entry> entries) {
        return entries.stream().map(Entry::n).toList();
    }

    static List<Long> positions(History history) {
        return history.messages().stream().map(folded -> folded.message().n()).toList();
    }

    /** How the messages of {@code history} read. */
    static List<String> texts(History history) {
        return history.messages().stream().map(LogFixture::text).toList();
    }

    static String text(Folded folded) {
        return text(folded.edit() == null ? folded.message() : folded.edit());
    }

    static String text(Entry entry) {
        Body body = entry.body();
        return body == null ? "(erased)" : body.content();
    }
}
