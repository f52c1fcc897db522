package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.ANY;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.react;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MUST 16 on SQLite while others write: every page is one moment, from memory and from disk. */
class SqliteHistoryTest {
    private static final int MESSAGES = 12;
    private static final int COMMANDS = 6_000;
    private static final int READS_MIN = 500;
    private static final List<String> KEYS = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();

    @Test
    void aPageReadWhileOthersWriteIsOneMomentOfTheDisk() throws Exception {
        readWhileWriting(20261124, 0);
    }

    @Test
    void aPageReadWhileOthersWriteIsOneMomentOfTheMemory() throws Exception {
        readWhileWriting(20261125, 16 << 20);
    }

    private void readWhileWriting(long seed, int tailBytesMax) throws Exception {
        System.out.println("seed " + seed);
        SqliteOptions options = new SqliteOptions(false, 64 << 20, tailBytesMax, 0);
        try (SqliteLogStore store = new SqliteLogStore(folder, options, clock)) {
            RoomLog log = await(store.open("hall", "Hall"));
            for (int i = 1; i <= MESSAGES; i++) {
                stored(log, message("m" + i, "text " + i));
            }
            List<History> read = new ArrayList<>();
            AtomicBoolean enough = new AtomicBoolean();
            Thread writer = new Thread(() -> write(log, new Random(seed), enough));
            writer.start();
            while (writer.isAlive()) {
                read.add(await(log.history(Range.before(0), RoomLog.NOBODY, MESSAGES, ANY)));
                enough.set(read.size() >= READS_MIN);
            }
            writer.join();
            assertThat(log.head().n()).isGreaterThan(COMMANDS);
            long moments = read.stream().map(History::head).distinct().count();
            System.out.println("reads " + read.size() + ", moments " + moments);
            assertThat(moments).as("reads between two commits").isGreaterThan(READS_MIN / 50);
            check(read, all(log));
        }
    }

    /** Reactions, edits and a few deletions, some in flight together, so that batches are of every size. */
    private static void write(RoomLog log, Random random, AtomicBoolean enough) {
        List<CompletionStage<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i <= COMMANDS || !enough.get(); i++) {
            long of = 1 + random.nextInt(MESSAGES);
            int dice = random.nextInt(400);
            if (dice == 0) {
                receipts.add(log.append(Draft.delete("ann", "Ann", "w" + i, of, "", false)));
            } else if (dice < 100) {
                receipts.add(log.append(Draft.edit("ann", "Ann", "w" + i, of, "edit " + i)));
            } else {
                String key = KEYS.get(random.nextInt(KEYS.size()));
                String author = "author" + random.nextInt(5);
                receipts.add(log.append(react(author, "w" + i, of, key, random.nextInt(3) > 0)));
            }
            if (random.nextInt(8) == 0) {
                receipts.forEach(receipt -> assertThat(await(receipt)).isInstanceOf(Stored.class));
                receipts.clear();
            }
        }
        receipts.forEach(Await::await);
    }

    /** Holds each page against the entries up to its head, folded in the plainest way. */
    private static void check(List<History> pages, List<Entry> entries) {
        Map<Long, List<Folded>> moments = new HashMap<>();
        for (History page : pages) {
            moments.computeIfAbsent(page.head().n(), n -> page.messages());
            assertThat(page.messages()).isEqualTo(moments.get(page.head().n()));
        }
        Map<Long, Long> edits = new HashMap<>();
        Map<Long, Map<String, Set<String>>> marks = new HashMap<>();
        Set<Long> deleted = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.kind().equals(Kind.EDIT)) {
                edits.put(entry.of(), entry.n());
            } else if (entry.kind().equals(Kind.DELETE)) {
                deleted.add(entry.of());
            } else if (entry.kind().equals(Kind.REACTION) && entry.body() != null) {
                change(marks.computeIfAbsent(entry.of(), of -> new LinkedHashMap<>()), entry);
            }
            for (Folded folded : moments.getOrDefault(entry.n(), List.of())) {
                long n = folded.message().n();
                boolean gone = deleted.contains(n);
                String as = "message " + n + " at head " + entry.n();
                assertThat(folded.message().body() == null).as(as).isEqualTo(gone);
                assertThat(folded.edit() == null ? 0 : folded.edit().n())
                        .as(as)
                        .isEqualTo(gone ? 0 : edits.getOrDefault(n, 0L));
                assertThat(LogFixture.counts(folded.reactions()).toString())
                        .as(as)
                        .isEqualTo(totals(gone ? Map.of() : marks.get(n)));
            }
        }
    }

    private static void change(Map<String, Set<String>> marks, Entry reaction) {
        String content = LogFixture.text(reaction);
        String key = content.substring(1);
        if (content.startsWith("+")) {
            marks.computeIfAbsent(key, k -> new HashSet<>()).add(reaction.author());
        } else if (marks.containsKey(key)) {
            marks.get(key).remove(reaction.author());
            marks.values().removeIf(Set::isEmpty);
        }
    }

    private static String totals(Map<String, Set<String>> marks) {
        Map<String, Integer> totals = new LinkedHashMap<>();
        if (marks != null) {
            marks.forEach((key, authors) -> totals.put(key, authors.size()));
        }
        return totals.toString();
    }
}
