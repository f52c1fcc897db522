package chat.maru.client;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One member of one room, on {@code maru.v1}. Made for tests and bots; needs the JDK and a Jakarta JSON implementation.
 *
 * <pre>{@code
 * Listener echo = new Listener() {
 *     @Override
 *     public void entry(MaruClient client, Entry entry) {
 *         if (entry.text().startsWith("/echo ")) {
 *             client.publish(entry.text().substring(6));
 *         }
 *     }
 * };
 * URI room = URI.create("ws://localhost:8080/chat/lobby");
 * try (MaruClient bot = MaruClient.connect(room, Options.named("echo"), echo)) {
 *     long n = bot.publish("hello").toCompletableFuture().join().n();
 *     bot.closed().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Thread-safe, and nothing blocks. It comes back by itself (after 0.5 to 20 s, with full jitter), resumes after its
 * {@link #cursor}, and sends again what was not answered, in its order and with the same ids, so that each command is
 * stored once. A close code that says not to come back (45xx and others) ends it. One guest through all of that: the
 * secret that the server mints is said again with the next hello. Or somebody whom a token names:
 *
 * <pre>{@code
 * MaruClient.connect(room, Options.DEFAULT.withTokens(login::token), echo)
 * }</pre>
 *
 * <p>Calls that want an answer wait in a box of {@link Options#outboxMax}; beyond it their stage fails at once. Stages
 * fail with a {@link RefusedException} or, at the end, a {@link ClosedException}. They complete on the thread that
 * reads: what follows them must not wait for another answer of the same client.
 *
 * <p>Whoever is faster than the server allows need not count: what it refuses as {@code tooFast} waits as long as it
 * says and goes again with the same id, from then on one call at a time until all are answered. Only of what was on its
 * way by then something may be stored before what was said earlier; who cannot have that waits for each ack.
 */
public final class MaruClient implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");
    private static final Set<String> SCHEMES = Set.of("ws", "wss");

    /** The members of commands that name a position; it means nothing in another epoch. */
    private static final Set<String> POSITIONS = Set.of("of", "replyTo", "before", "after", "around");

    private final Line line;

    private MaruClient(Supplier<URI> room, Options options, Listener listener) {
        this.line = new Line(this, room, options, listener);
    }

    /** Joins a room and listens to nothing. */
    public static MaruClient connect(URI room, Options options) {
        return connect(room, options, new Listener() {});
    }

    /**
     * Joins a room. Returns at once; {@link #welcome} tells when it is in.
     *
     * @param room such as {@code ws://localhost:8080/chat/lobby}
     * @throws IllegalArgumentException when the scheme is neither ws nor wss
     */
    public static MaruClient connect(URI room, Options options, Listener listener) {
        if (room.getScheme() == null || !SCHEMES.contains(room.getScheme())) {
            throw new IllegalArgumentException("a room begins with ws:// or wss://, not " + room);
        }
        return connect(() -> room, options, listener);
    }

    /** Joins a room whose address is asked for at every attempt. */
    public static MaruClient connect(Supplier<URI> room, Options options, Listener listener) {
        MaruClient client = new MaruClient(room, options, listener);
        client.line.connect();
        return client;
    }

    /** The first welcome; fails when the client ends without one. */
    public CompletionStage<Welcome> welcome() {
        return line.firstWelcome();
    }

    /** Where this client has read to; {@code null} before that is known. Good for {@link Options#withAfter}. */
    public @Nullable Position cursor() {
        return line.reading().cursor();
    }

    /** Says something, under a new id. */
    public CompletionStage<Ack> publish(String text) {
        return publish(Frames.newId(), text);
    }

    /** Says something; again with the same id, it is stored once. The id is 1 to 64 printable ASCII characters. */
    public CompletionStage<Ack> publish(String id, String text) {
        return command(Frames.of("publish").add("id", id).add("text", text).build());
    }

    /** Answers the message at a position. */
    public CompletionStage<Ack> reply(long to, String text) {
        return command(Frames.of("publish")
                .add("id", Frames.newId())
                .add("text", text)
                .add("replyTo", to)
                .build());
    }

    /** Gives one's own message another text. */
    public CompletionStage<Ack> edit(long of, String text) {
        return command(Frames.of("edit")
                .add("id", Frames.newId())
                .add("of", of)
                .add("text", text)
                .build());
    }

    /** Erases a message: one's own, or as a moderator. */
    public CompletionStage<Ack> delete(long of) {
        return command(
                Frames.of("delete").add("id", Frames.newId()).add("of", of).build());
    }

    /** Puts an emoji on a message, or takes it off. */
    public CompletionStage<Ack> react(long of, String emoji, boolean on) {
        return command(Frames.of("react")
                .add("id", Frames.newId())
                .add("of", of)
                .add("emoji", emoji)
                .add("on", on)
                .build());
    }

    /** Sets a key of the room's state, as a moderator; an empty value removes it. */
    public CompletionStage<Ack> set(String key, String value) {
        return command(Frames.of("set")
                .add("id", Frames.newId())
                .add("key", key)
                .add("value", value)
                .build());
    }

    /**
     * Any command that is answered with an ack, word for word: to send one again with its id, or one that this class
     * does not know.
     *
     * @param frame with a {@code type} and an {@code id} of 1 to 64 printable ASCII characters
     */
    public CompletionStage<Ack> command(JsonObject frame) {
        String id = frame.getString("id", "");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id has 1 to 64 printable ASCII characters and no blank");
        }
        return line.call(new Call<>(id, Frames.write(frame), epoch(frame), Ack::of));
    }

    private @Nullable String epoch(JsonObject frame) {
        return frame.keySet().stream().anyMatch(POSITIONS::contains)
                ? line.reading().epoch()
                : null;
    }

    /** The messages before a position; 0: the newest. The limit is 1 to 100, as for the other two. */
    public CompletionStage<Page> historyBefore(long n, int limit) {
        return history("before", n, limit);
    }

    /** The messages after a position. */
    public CompletionStage<Page> historyAfter(long n, int limit) {
        return history("after", n, limit);
    }

    /** The messages on both sides of a position, with the one at it. */
    public CompletionStage<Page> historyAround(long n, int limit) {
        return history("around", n, limit);
    }

    private CompletionStage<Page> history(String where, long n, int limit) {
        String id = Frames.newId();
        JsonObject frame = Frames.of("history")
                .add("id", id)
                .add(where, n)
                .add("limit", limit)
                .build();
        return line.call(new Call<>(id, Frames.write(frame), n == 0 ? null : epoch(frame), Page::new));
    }

    /** Asks where the log stands: a client behind the head has more to come. */
    public CompletionStage<Pong> ping() {
        return line.call(
                new Call<>(line.nextPing(), Frames.write(Frames.of("ping").build()), null, Pong::of));
    }

    /** Tells that one is typing, or has stopped. False, and not said, while there is no connection. */
    public boolean typing(boolean on) {
        return line.say(Frames.of("typing").add("on", on).build());
    }

    /** Tells how far one has read. False, and not said, while there is no connection. */
    public boolean read(long n) {
        return line.say(Frames.of("read").add("n", n).build());
    }

    /** Takes another name; {@link Listener#renamed} tells when. False, and not said, while there is no connection. */
    public boolean rename(String name) {
        return line.say(Frames.of("name").add("name", name).build());
    }

    /** The end, whoever brought it about: completes with its code and reason. */
    public CompletionStage<ClosedException> closed() {
        return line.closed();
    }

    /** Leaves, for good. Returns at once; what is not answered by then fails. */
    @Override
    public void close() {
        line.close();
    }
}
