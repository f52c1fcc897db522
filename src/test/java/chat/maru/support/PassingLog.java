package chat.maru.support;

import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.log.Restore;
import chat.maru.log.RoomLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A log that passes everything on; what a test wants slow or broken overrides the one method that is. */
public class PassingLog implements RoomLog {
    private final RoomLog log;

    protected PassingLog(RoomLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        return log.append(draft);
    }

    @Override
    public String room() {
        return log.room();
    }

    @Override
    public String name() {
        return log.name();
    }

    @Override
    public Head head() {
        return log.head();
    }

    @Override
    public CompletionStage<Optional<Position>> find(String author, String id) {
        return log.find(author, id);
    }

    @Override
    public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        return log.readAfter(n, entriesMax, bytesMax);
    }

    @Override
    public CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax) {
        return log.history(range, reader, entriesMax, bytesMax);
    }

    @Override
    public CompletionStage<Long> read(String author) {
        return log.read(author);
    }

    @Override
    public CompletionStage<Long> markRead(String author, long n) {
        return log.markRead(author, n);
    }

    @Override
    public CompletionStage<Integer> forgetReads(String prefix, int authorsMax) {
        return log.forgetReads(prefix, authorsMax);
    }

    @Override
    public CompletionStage<Map<String, String>> state() {
        return log.state();
    }

    @Override
    public CompletionStage<Head> trim(long first) {
        return log.trim(first);
    }

    @Override
    public CompletionStage<Head> clear() {
        return log.clear();
    }

    @Override
    public Restore restore() {
        return log.restore();
    }

    @Override
    public void onGrowth(Runnable wake) {
        log.onGrowth(wake);
    }

    @Override
    public void close() {
        log.close();
    }
}
