package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the readers of one room ask Redis. Thread-safe. */
final class RedisReads {
    /** How often the room's past may change under one read. */
    private static final int TRIES_MAX = 5;

    private final RedisRoomLog log;
    private final RedisReaders readers;
    private final Waiting<RedisPage> waiting = new Waiting<>();

    RedisReads(RedisRoomLog log, RedisReaders readers) {
        this.log = log;
        this.readers = readers;
    }

    CompletionStage<Page> after(long n, int entriesMax, int bytesMax) {
        return after(n, entriesMax, bytesMax, TRIES_MAX);
    }

    private CompletionStage<Page> after(long n, int entriesMax, int bytesMax, int triesLeft) {
        Head before = log.head();
        return waiting.join(
                        new Waiting.Asked(n, entriesMax, bytesMax),
                        begins -> readers.submit(connection -> {
                            begins.run();
                            RedisCommand read = RedisPage.read(log.keys(), n + 1, entriesMax, bytesMax);
                            return RedisPage.of(connection.call(read), n + 1);
                        }))
                .thenCompose(found -> {
                    RedisRoom row = found.row() == null ? RedisRoom.empty(log.era()) : found.row();
                    RedisRoom known = log.row();
                    boolean isAhead = row.n() > known.n() && n >= known.n();
                    if (isAhead || !isOurs(row, before, found.damagedAt()) || !continues(found, row, known)) {
                        return again(triesLeft, left -> after(n, entriesMax, bytesMax, left));
                    }
                    return CompletableFuture.completedStage(page(found, row, n, known.n(), bytesMax));
                });
    }

    /** Whether {@code row} continues the past that the log goes by; damage in it is noted then. */
    private boolean isOurs(RedisRoom row, Head before, long damagedAt) {
        boolean continues = row.epoch().equals(log.row().epoch())
                && (row.n() >= before.n() || !row.epoch().equals(before.epoch()));
        return continues && (damagedAt == 0 || log.remember(row.epoch(), damagedAt));
    }

    /**
     * Whether a page is of the past that the log has followed, nothing of which has been erased since: a reconnected
     * reader may be quicker than the writer, which alone tells whether Redis has lost anything.
     */
    private static boolean continues(RedisPage found, RedisRoom row, RedisRoom known) {
        return continues(row, known)
                && found.entries().stream()
                        .filter(entry -> entry.n() == known.n())
                        .allMatch(entry -> entry.chain().equals(known.chain()));
    }

    private static boolean continues(RedisRoom row, RedisRoom known) {
        boolean isSame = row.n() != known.n() || row.chain().equals(known.chain());
        return isSame && row.erasures() >= known.erasures();
    }

    /** Once more, when the log knows the room's new past: else its readers would be told of one and then the other. */
    private <T> CompletionStage<T> again(int triesLeft, IntFunction<CompletionStage<T>> read) {
        if (triesLeft == 0) {
            return CompletableFuture.failedStage(
                    new IOException("room " + log.room() + " changes its past faster than it can be read"));
        }
        return log.follow().thenCompose(head -> read.apply(triesLeft - 1));
    }

    /** Nothing behind {@code last}, where the log stands: what nobody followed, nobody would miss if it were lost. */
    private Page page(RedisPage found, RedisRoom row, long n, long last, int bytesMax) {
        Head head = head(row);
        if (n > row.n()) {
            return Page.empty(head);
        }
        int count = 0;
        long bytes = 0;
        for (Entry entry : found.entries()) {
            bytes += entry.sizeBytes();
            if (entry.n() > last || (bytes > bytesMax && count > 0)) {
                break;
            }
            count++;
        }
        List<Entry> entries = found.entries().subList(0, count);
        return new Page(found.after(), entries, head, count < found.entries().size() ? 0 : found.damagedAt());
    }

    private Head head(RedisRoom row) {
        long damaged = log.head().readOnly() ? Math.max(1, row.damaged()) : row.damaged();
        return row.damaged(damaged).head();
    }

    CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return history(range, reader, entriesMax, bytesMax, TRIES_MAX);
    }

    private CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax, int triesLeft) {
        RedisHistory history = new RedisHistory(range, reader, entriesMax, bytesMax);
        Head before = log.head();
        return readers.submit(connection -> history.of(connection.call(history.command(log.keys()))))
                .thenCompose(found -> {
                    RedisRoom row = history.row() == null ? RedisRoom.empty(log.era()) : history.row();
                    return reach(row.n()).thenCompose(reached -> {
                        RedisRoom known = log.row();
                        boolean isAhead = row.n() > known.n();
                        if (isAhead || !isOurs(row, before, found.damagedAt()) || !continues(row, known)) {
                            return again(triesLeft, left -> history(range, reader, entriesMax, bytesMax, left));
                        }
                        return CompletableFuture.completedStage(new History(
                                found.messages(), head(row), found.older(), found.newer(), found.damagedAt()));
                    });
                });
    }

    /**
     * The log follows as far as a read has found the room. Messages are folded with what came behind them, so that what
     * nobody has followed cannot just be left out.
     */
    private CompletionStage<Head> reach(long n) {
        return n > log.row().n() ? log.follow() : CompletableFuture.completedStage(log.head());
    }

    CompletionStage<Long> read(String author) {
        return readers.submit(connection ->
                number(connection.call(RedisCommand.of("HGET", log.keys().of(Part.READS), author))));
    }

    CompletionStage<Long> markRead(String author, long n) {
        Head head = log.head();
        long to = Math.min(n, head.n());
        if (to <= 0 || head.readOnly()) {
            return read(author);
        }
        RedisCommand mark = RedisScript.MARK
                .on(log.keys().of(Part.ROW, Part.READS))
                .add(head.epoch())
                .add(author)
                .add(to);
        return readers.submit(connection -> number(connection.call(mark)));
    }

    CompletionStage<Integer> forgetReads(String prefix, int authorsMax) {
        RedisCommand forget = RedisScript.FORGET
                .on(List.of(log.keys().of(Part.READS)))
                .add(prefix)
                .add(authorsMax);
        return readers.submit(connection -> (int) number(connection.call(forget)));
    }

    CompletionStage<Map<String, String>> state() {
        return readers.submit(connection -> {
            Map<String, String> state = new HashMap<>();
            if (connection.call(RedisCommand.of("HGETALL", log.keys().of(Part.STATE))) instanceof List<?> found) {
                for (int i = 0; i + 1 < found.size(); i += 2) {
                    state.put(RedisPage.text(found.get(i)), RedisPage.text(found.get(i + 1)));
                }
            }
            return Map.copyOf(state);
        });
    }

    private static long number(@Nullable Object reply) throws IOException {
        try {
            return reply == null ? 0 : Long.parseLong(RedisPage.text(reply));
        } catch (NumberFormatException e) {
            throw new IOException("Redis did not answer with a number", e);
        }
    }
}
