package chat.maru.client;

import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to a room: one {@link Link} after another, each resuming where the last one broke off and sending again what
 * was not answered. Thread-safe.
 *
 * <p>Two locks, always in this order. {@code hearing} is held while the listener is told something, so that it is told
 * one thing at a time even when two links follow each other; who only sends never takes it. The line's own lock guards
 * the state and is held for moments, with no call to anybody's code.
 */
final class Line implements Link.Ear {
    private static final System.Logger LOG = System.getLogger(Line.class.getName());

    /** Typing, read and rename are dropped when so many frames already wait for the socket. */
    private static final int WAITING_MAX = 256;

    /** However long the server says. */
    private static final long RETRY_MILLIS_MAX = 60_000;

    private final Supplier<URI> room;
    private final Options options;
    private final Reading reading;
    private final Hearing hearing;
    private final Tokens tokens;
    private final CompletableFuture<Welcome> welcomed = new CompletableFuture<>();
    private final CompletableFuture<ClosedException> closed = new CompletableFuture<>();

    // Guarded by this.
    private final Outbox outbox;
    private final Backoff backoff = new Backoff();
    private @Nullable Link link;
    private @Nullable Welcome welcome;
    private boolean closing;
    private boolean over;

    Line(MaruClient client, Supplier<URI> room, Options options, Listener listener) {
        this.room = room;
        this.options = options;
        this.reading = new Reading(options);
        this.hearing = new Hearing(this, reading, client, listener);
        this.tokens = new Tokens(options.tokens());
        this.outbox = new Outbox(options.outboxMax());
    }

    void connect() {
        Link next = new Link(this);
        synchronized (this) {
            if (closing) {
                return;
            }
            link = next;
        }
        // Before the handshake, since the server waits for a hello only so long.
        var unused = tokens.forHello().whenComplete((token, failure) -> open(next, failure));
    }

    private void open(Link next, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                ClosedException why = Tokens.why(failure);
                next.cut(why.code(), why.reason());
            } else if (isCurrent(next)) {
                next.open(room.get());
            }
        } catch (RuntimeException e) {
            next.cut(Link.BROKEN, "no address: " + e.getMessage());
        }
    }

    @Override
    public synchronized void opened(Link opened) {
        if (opened == link) {
            opened.send(reading.hello(tokens.said()));
        }
    }

    @Override
    public void heard(Link from, JsonObject object) {
        synchronized (hearing) {
            if (isCurrent(from)) {
                hearing.hear(object);
            }
        }
        send();
    }

    private synchronized boolean isCurrent(Link other) {
        return link == other;
    }

    synchronized void welcomed(Welcome now) {
        welcome = now;
        if (link != null && now.heartbeatMs() > 0) {
            link.expectEvery(now.heartbeatMs());
        }
        welcomed.complete(now);
    }

    synchronized boolean isWelcomed() {
        return welcome != null;
    }

    /** The hello was refused, and would be again. */
    synchronized void notLetIn(String code) {
        if (link != null) {
            link.cut(Link.NOT_LET_IN, "hello refused: " + code);
        }
    }

    synchronized @Nullable Call<?> answered(@Nullable String id) {
        return id == null ? outbox.takePing() : outbox.take(id);
    }

    /** The server wants to be asked this later; false where nothing waits for its answer. */
    synchronized boolean postpone(String id, long afterMillis) {
        if (!outbox.postpone(id)) {
            return false;
        }
        CompletableFuture.delayedExecutor(Math.min(afterMillis, RETRY_MILLIS_MAX), TimeUnit.MILLISECONDS, Link.THREADS)
                .execute(this::goOn);
        return true;
    }

    private void goOn() {
        synchronized (this) {
            outbox.release();
        }
        send();
    }

    /** The token ends soon: says another, if there is one, in this connection. */
    void renewToken() {
        var unused = tokens.ask().whenComplete((token, failure) -> {
            if (failure != null) {
                LOG.log(Level.WARNING, Tokens.why(failure).reason());
            } else if (token.isPresent() && say(Frames.token(token.get()))) {
                tokens.saying(token);
            }
        });
    }

    synchronized String nextPing() {
        return outbox.nextPing();
    }

    /** Takes a call, to be sent now or after the next welcome. */
    <T> CompletableFuture<T> call(Call<T> call) {
        synchronized (this) {
            Call<?> same = outbox.find(call.id());
            if (closing || over) {
                return CompletableFuture.failedFuture(closed.getNow(new ClosedException(Link.NORMAL, "")));
            }
            if (same != null && same.frame().equals(call.frame())) {
                @SuppressWarnings("unchecked") // The same frame has the same kind of answer.
                CompletableFuture<T> first = (CompletableFuture<T>) same.answer();
                return first;
            }
            if (!outbox.add(call)) {
                return call.answer();
            }
        }
        send();
        return call.answer();
    }

    /** Sends what waits, as far as the server allows it to be unanswered. */
    private void send() {
        List<Call<?>> stale = new ArrayList<>();
        List<Call<?>> tooBig = new ArrayList<>();
        synchronized (this) {
            if (link == null || welcome == null || closing) {
                return;
            }
            int window = welcome.inFlightMax();
            for (Call<?> call = outbox.next(window); call != null; call = outbox.next(window)) {
                if (call.isOfAnotherEpoch(reading.epoch())) {
                    stale.add(call);
                    outbox.take(call.id());
                } else if (call.bytes() > welcome.frameBytesMax()) {
                    tooBig.add(call);
                    outbox.take(call.id());
                } else {
                    link.send(call.frame());
                }
            }
        }
        stale.forEach(call -> call.refuse(
                RefusedException.EPOCH_CHANGED,
                "The position that it names is of an epoch that has ended.",
                RefusedException.Outcome.UNKNOWN));
        tooBig.forEach(call -> call.refuse(
                RefusedException.FRAME_TOO_BIG,
                "It has " + call.bytes() + " bytes.",
                RefusedException.Outcome.NOT_STORED));
    }

    /** Says what has no answer; whether it was said. */
    synchronized boolean say(JsonObject frame) {
        if (link == null || welcome == null || closing || link.waiting() >= WAITING_MAX) {
            return false;
        }
        link.send(Frames.write(frame));
        return true;
    }

    @Override
    public void ended(Link from, int code, String reason) {
        synchronized (hearing) {
            long delayMillis;
            synchronized (this) {
                if (from != link) {
                    return;
                }
                boolean mayReturn = tokens.comesBack(new ClosedException(code, reason), welcome != null);
                link = null;
                welcome = null;
                outbox.rewind();
                boolean back = !closing && options.reconnect() && mayReturn;
                delayMillis = back
                        ? backoff.nextMillis(
                                from.upMillis(), ThreadLocalRandom.current().nextDouble())
                        : -1;
            }
            if (delayMillis < 0) {
                finish(code, reason);
                return;
            }
            LOG.log(Level.INFO, "connection lost ({0}, {1}); again in {2} ms", code, reason, delayMillis);
            hearing.lost(code, reason);
            CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS, Link.THREADS)
                    .execute(this::connect);
        }
    }

    /** Ends it for good. Does not block. */
    void close() {
        Link open;
        synchronized (this) {
            if (closing || over) {
                return;
            }
            closing = true;
            open = link;
        }
        if (open != null) {
            open.close();
        } else {
            Link.THREADS.execute(() -> finish(Link.NORMAL, ""));
        }
    }

    private void finish(int code, String reason) {
        synchronized (hearing) {
            List<Call<?>> left;
            ClosedException end;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                end = closing ? new ClosedException(Link.NORMAL, "") : new ClosedException(code, reason);
                left = outbox.drain();
            }
            welcomed.completeExceptionally(end);
            left.forEach(call -> call.answer().completeExceptionally(end));
            hearing.closed(end);
            closed.complete(end);
        }
    }

    Reading reading() {
        return reading;
    }

    CompletableFuture<Welcome> firstWelcome() {
        return welcomed;
    }

    CompletableFuture<ClosedException> closed() {
        return closed;
    }
}
