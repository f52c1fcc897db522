package chat.maru.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a listener is told, one line each, in order. Thread-safe. */
final class Heard implements Listener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Queue<String> all = new ConcurrentLinkedQueue<>();

    private void add(String line) {
        all.add(line);
        lines.add(line);
    }

    /** How many lines have begun like this, taken or not. */
    long count(String beginning) {
        return all.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** The next line; not coming in time is a failure. */
    String next() throws InterruptedException {
        String line = lines.poll(TestMember.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(line).as("nothing was heard in time").isNotNull();
        return line;
    }

    /** The next line that begins like this; others are dropped. */
    String skipTo(String beginning) throws InterruptedException {
        String line = next();
        while (!line.startsWith(beginning)) {
            line = next();
        }
        return line;
    }

    /** What a stage comes to, in time. */
    static <T> T in(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(TestMember.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Why a stage failed. */
    static <E extends RuntimeException> E failure(CompletionStage<?> stage, Class<E> type) {
        try {
            throw new AssertionError("came to " + in(stage));
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            return type.cast(e.getCause());
        }
    }

    @Override
    public void welcome(MaruClient client, Welcome welcome) {
        add("welcome " + welcome.you().name() + " resumed " + welcome.resumed());
    }

    @Override
    public void entry(MaruClient client, Entry entry) {
        add(entry.kind() + " " + entry.n() + " " + entry.text());
    }

    @Override
    public void page(MaruClient client, Page page) {
        add("page " + page.messages().stream().map(Entry::n).toList());
    }

    @Override
    public void caughtUp(MaruClient client, long n) {
        add("caughtUp " + n);
    }

    @Override
    public void gap(MaruClient client, Gap gap) {
        add("gap " + gap.reason() + " " + gap.first() + " " + gap.head());
    }

    @Override
    public void presence(MaruClient client, Presence presence) {
        add("presence " + presence.version() + " " + presence.count() + " " + presence.whole() + " "
                + presence.members() + presence.joined() + presence.left());
    }

    @Override
    public void typing(MaruClient client, List<Person> members) {
        add("typing " + members);
    }

    @Override
    public void read(MaruClient client, String member, long n) {
        add("read " + member + " " + n);
    }

    @Override
    public void renamed(MaruClient client, String name) {
        add("renamed " + name);
    }

    @Override
    public void rights(MaruClient client, String rights) {
        add("rights " + rights);
    }

    @Override
    public void refused(MaruClient client, RefusedException refusal) {
        add("refused " + refusal.code());
    }

    @Override
    public void lost(MaruClient client, int code, String reason) {
        add("lost " + code);
    }

    @Override
    public void closed(MaruClient client, int code, String reason) {
        add("closed " + code);
    }
}
