package chat.maru.standalone;

import chat.maru.standalone.History.Ack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What is to be said, what became of it, and what went wrong: the memory of a kill test. Thread-safe. */
final class Publications {
    private static final List<String> WORDS = List.of(
            "hello",
            "마루",
            "안녕하세요",
            "👩‍👩‍👧‍👦",
            "مرحبا",
            "\"quoted\"",
            "back\\slash",
            "line\nbreak",
            "é",
            "𝄞",
            "<b>&amp;</b>",
            "{\"n\":1}");
    private static final int WORDS_MAX = 40;

    private final Random random;
    private final Map<String, String> sent = new HashMap<>();
    private final List<Ack> acks = new ArrayList<>();
    private final Queue<String> again = new ArrayDeque<>();
    private final List<String> unexpected = new ArrayList<>();
    private int unknown;
    private int streams;
    private long fresh = Long.MAX_VALUE;

    Publications(Random random) {
        this.random = random;
    }

    /** What is to be published next: what must be sent again before what is new; {@code null} when that is all. */
    synchronized Map.Entry<String, String> next() {
        String id = again.poll();
        if (id == null && fresh > 0) {
            fresh--;
            id = "id-" + sent.size();
            sent.put(id, text());
        }
        return id == null ? null : Map.entry(id, sent.get(id));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = 1 + random.nextInt(WORDS_MAX); words > 0; words--) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return text.append(sent.size()).toString();
    }

    /** A number for a new connection. */
    synchronized int stream() {
        return streams++;
    }

    synchronized void acked(Ack ack) {
        acks.add(ack);
        notifyAll();
    }

    /** The server died before it answered these: nobody knows whether they are stored. */
    synchronized void unknown(Collection<String> ids) {
        unknown += ids.size();
        again.addAll(ids);
    }

    /** Sends some of what is stored and acked again as well, from anywhere in the past. */
    synchronized void repeatSome(int count) {
        for (int i = 0; i < count && !acks.isEmpty(); i++) {
            String id = acks.get(random.nextInt(acks.size())).id();
            // One id is in flight once, so that each answer is the answer of one publish.
            if (!again.contains(id)) {
                again.add(id);
            }
        }
    }

    /** Nothing new after these. */
    synchronized void endAfter(long more) {
        fresh = more;
    }

    /** Nothing of this may happen, not even around a crash. */
    synchronized void unexpected(String what) {
        unexpected.add(what);
        notifyAll();
    }

    /** Waits until there are that many acks, or something unexpected. */
    synchronized void awaitAcks(long count, long deadlineSeconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(deadlineSeconds);
        while (acks.size() < count && unexpected.isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError(acks.size() + " acks after " + deadlineSeconds + " s, not " + count);
            }
            wait(millis);
        }
    }

    synchronized int acks() {
        return acks.size();
    }

    synchronized long duplicates() {
        return acks.stream().filter(Ack::duplicate).count();
    }

    synchronized int unknownOutcomes() {
        return unknown;
    }

    synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** All of it, with what else was found. */
    synchronized History history(String author, List<List<History.Entry>> views, List<History.Entry> log, long head) {
        return new History(author, Map.copyOf(sent), List.copyOf(acks), views, log, head);
    }
}
