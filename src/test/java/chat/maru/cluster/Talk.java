package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.Ack;
import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.client.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * One room in which a member speaks and all listen. What is not known to be stored is said again with its id, until it
 * is. Thread-safe.
 */
final class Talk implements AutoCloseable {
    /** How long everybody may take to hear the last word, where nothing else is said. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private final String room;
    private final long pauseMillis;
    private final List<MaruClient> clients = new ArrayList<>();
    private final List<Transcript> transcripts = new ArrayList<>();
    private final SortedMap<Long, String> acknowledged = new ConcurrentSkipListMap<>();
    private final CompletableFuture<Void> hushed = new CompletableFuture<>();
    private volatile boolean hush;

    private Talk(String room, Duration pause) {
        this.room = room;
        this.pauseMillis = pause.toMillis();
    }

    /**
     * Lets members join, and one of them begin to speak.
     *
     * @param node where each goes by its number; the first one is the speaker
     * @param pause between an answer and the next word
     */
    static Talk begin(String room, int members, IntFunction<URI> node, Duration pause) {
        Talk talk = new Talk(room, pause);
        // A room without an entry has no epoch to keep.
        try (MaruClient first = MaruClient.connect(node.apply(0).resolve("/chat/" + room), Options.DEFAULT)) {
            first.publish("first")
                    .toCompletableFuture()
                    .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        for (int i = 0; i < members; i++) {
            Transcript transcript = new Transcript();
            talk.transcripts.add(transcript);
            talk.clients.add(
                    MaruClient.connect(node.apply(i).resolve("/chat/" + room), Options.named("member"), transcript));
        }
        talk.transcripts.forEach(transcript -> transcript.awaitPosition(0, DEADLINE));
        talk.say(1);
        return talk;
    }

    private void say(long number) {
        if (hush) {
            hushed.complete(null);
            return;
        }
        say(number, room + " " + number);
    }

    private void say(long number, String text) {
        clients.get(0).publish("id-" + number, text).whenComplete((ack, failure) -> {
            if (failure == null) {
                acknowledge(ack, text);
                later(() -> say(number + 1));
            } else if (cause(failure) instanceof RefusedException) {
                later(() -> say(number, text));
            } else {
                hushed.completeExceptionally(failure);
            }
        });
    }

    private void acknowledge(Ack ack, String text) {
        String before = acknowledged.put(ack.n(), text);
        if (before != null) {
            hushed.completeExceptionally(
                    new AssertionError(ack.n() + " was acknowledged for " + before + " and " + text));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private void later(Runnable next) {
        CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS).execute(next);
    }

    /** How many words have been acknowledged so far. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** Waits until so many more words have been heard by every speaker. */
    static void awaitMore(List<Talk> talks, int words) {
        Map<Talk, Long> targets = new LinkedHashMap<>();
        talks.forEach(talk -> targets.put(talk, talk.last() + words));
        targets.forEach((talk, n) -> talk.transcripts.get(0).awaitPosition(n, DEADLINE));
    }

    private long last() {
        return acknowledged.isEmpty() ? 0 : acknowledged.lastKey();
    }

    /** Waits until a node knows of all that had been acknowledged when this was called. */
    void awaitKnownAt(URI node) {
        Newcomer.awaitHead(node.resolve("/chat/" + room), last(), DEADLINE);
    }

    /** Nothing more is said, and everything that was has its answer. */
    static void hush(List<Talk> talks) {
        talks.forEach(talk -> talk.hush = true);
        talks.forEach(talk ->
                talk.hushed.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Waits until everybody has heard the last word. */
    void awaitAgreement() {
        long last = last();
        transcripts.forEach(transcript -> transcript.awaitPosition(last, DEADLINE));
    }

    /** Everybody has heard just what was acknowledged: each word once, at its position, in one order. */
    void check() {
        for (Transcript transcript : transcripts) {
            assertThat(transcript.faults()).isEmpty();
            assertThat(transcript.heard()).isEqualTo(acknowledged);
        }
    }

    /** How long members were away, each time. */
    Stream<Duration> absences() {
        return transcripts.stream().flatMap(transcript -> transcript.absences().stream());
    }

    @Override
    public void close() {
        hush = true;
        clients.forEach(MaruClient::close);
    }
}
