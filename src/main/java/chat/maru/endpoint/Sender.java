package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import chat.maru.protocol.ServerFrame;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import chat.maru.room.Take;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one session: replies, pings, live state, and what its cursor finds, with one send in flight. Owned by a
 * {@link Connection}.
 *
 * <p>Any thread may wake it; whoever raises {@link #wakes} from 0 drains, everybody else only leaves word, so fields
 * without another note belong to the drain. A container may complete a send before {@code sendText} returns, on another
 * thread, or in the next sender's call: the completion only marks it done, and never sends, or it would recurse until
 * the stack ends.
 */
final class Sender {
    /** Frames after which a drain lets others have the thread. */
    private static final int TURN_FRAMES = 16;

    private final Outlet outlet;
    private final Wire wire;
    private final Limits limits;
    private final Threads threads;
    private final FrameEncoder encoder = new FrameEncoder();
    private final Replies replies;
    private final Runnable broken;
    private final Sent sent = new Sent(this);

    /** Calls not yet served by a round that began after them; above 0, a drain is running or due. */
    private final AtomicInteger wakes = new AtomicInteger();

    /** A send, a ping or a read is under way; whoever ends it clears this and calls {@link #wakeLater}. */
    private volatile boolean busy;

    /** When the send or ping under way began, in {@link System#nanoTime}; 0 when none is. Read by the watch. */
    private volatile long sendingSince;

    private volatile boolean pingDue;
    private volatile boolean closed;

    /** Set once by the join, cleared by the drain, which then reads. */
    private volatile @Nullable Start start;

    private volatile @Nullable CompletableFuture<Take> read;
    private @Nullable Reading reading;

    /** Given up with the last frame of it: an idle member must not keep alive what may be deleted. */
    private List<TextFrame> frames = List.of();

    private int next;
    private boolean announceCaughtUp;

    /** @param broken called at most once for each failed send, on any thread; the session is of no more use */
    Sender(Outlet outlet, Wire wire, Limits limits, Threads threads, Runnable broken) {
        this.outlet = outlet;
        this.wire = wire;
        this.limits = limits;
        this.threads = threads;
        this.replies = new Replies(limits);
        this.broken = broken;
    }

    /** Sends {@code opening}, then what the cursor finds. Called once, by any thread. */
    void start(List<TextFrame> opening, Cursor cursor, Batches batches, News news) {
        start = new Start(opening, new Reading(cursor, batches, news));
        wakeLater();
    }

    /** Puts an answer in the box; false when it is full. Any thread. */
    boolean reply(ServerFrame frame) {
        for (String object : wire.objects(frame)) {
            if (!replies.add(object)) {
                return false;
            }
        }
        wakeLater();
        return true;
    }

    /** Sends a ping as soon as no send is in flight. Any thread. */
    void ping() {
        pingDue = true;
        wakeLater();
    }

    /** Nothing is sent from here on. Any thread. */
    void close() {
        closed = true;
    }

    /** For how long the send under way has made no progress, in nanoseconds; 0 when none is. Any thread. */
    long stalledNanos(long now) {
        long since = sendingSince;
        return since == 0 ? 0 : now - since;
    }

    /** Looks again, on the caller's thread. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            drain();
        }
    }

    /** Looks again, on a fan-out thread: for callers that must not write to sockets. */
    void wakeLater() {
        if (wakes.getAndIncrement() == 0) {
            threads.fanOut().execute(this::drain);
        }
    }

    private void drain() {
        int turn = 0;
        int served = wakes.get();
        do {
            while (!busy && !closed && step()) {
                if (++turn == TURN_FRAMES) {
                    // Still above 0, so nobody else drains meanwhile.
                    threads.fanOut().execute(this::drain);
                    return;
                }
            }
            served = wakes.addAndGet(-served);
        } while (served != 0);
    }

    /** Begins the next thing; false when there is nothing to do. */
    private boolean step() {
        if (next < frames.size()) {
            sendNext();
            return true;
        }
        // Before any answer: a client that said more than hello at once still gets its welcome first.
        if (start != null) {
            return beginReading();
        }
        List<String> answers = replies.take();
        if (!answers.isEmpty()) {
            begin(encoder.frames(wire, answers, limits));
            return true;
        }
        if (pingDue) {
            pingDue = false;
            sendPing();
            return true;
        }
        return reading != null && (tellNews(reading.news()) || readOn(reading));
    }

    private void begin(List<TextFrame> newFrames) {
        frames = newFrames;
        next = 0;
    }

    private void sendNext() {
        TextFrame frame = frames.get(next++);
        if (next == frames.size()) {
            begin(List.of());
        }
        busy = true;
        sendingSince = System.nanoTime() | 1;
        try {
            if (outlet.send(frame, sent)) {
                sendingSince = 0;
                busy = false;
            }
        } catch (RuntimeException e) {
            broken.run();
        }
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            broken.run();
            return;
        }
        sendingSince = 0;
        busy = false;
        wakeLater();
    }

    /** A ping blocks in some containers, so it has its own thread, and the watch sees it like any send. */
    private void sendPing() {
        busy = true;
        sendingSince = System.nanoTime() | 1;
        threads.io().execute(() -> {
            try {
                outlet.ping();
            } catch (IOException | RuntimeException e) {
                broken.run();
                return;
            }
            sendingSince = 0;
            busy = false;
            wakeLater();
        });
    }

    private boolean beginReading() {
        Start joined = start;
        if (joined == null) {
            return false;
        }
        start = null;
        reading = joined.reading();
        begin(joined.opening());
        announceCaughtUp = true;
        return true;
    }

    /** Before the log: it is small, and a long backlog must not keep it from a member for minutes. */
    private boolean tellNews(News news) {
        List<String> objects = news.take();
        if (objects.isEmpty()) {
            return false;
        }
        begin(encoder.frames(wire, objects, limits));
        return true;
    }

    private boolean readOn(Reading reading) {
        CompletableFuture<Take> done = read;
        if (done == null) {
            CompletionStage<Take> stage = reading.cursor().take(limits.outboundObjectsMax(), limits.outboundBytesMax());
            done = stage.toCompletableFuture();
            if (!done.isDone()) {
                busy = true;
                read = done;
                stage.whenComplete((take, failure) -> {
                    busy = false;
                    wakeLater();
                });
                return true;
            }
        }
        read = null;
        if (done.isCompletedExceptionally()) {
            broken.run();
            return false;
        }
        return take(done.join(), reading.batches());
    }

    private boolean take(Take take, Batches batches) {
        if (take instanceof Take.Batch batch) {
            begin(batches.frames(wire, batch));
            return true;
        }
        if (take instanceof Take.Gap gap) {
            begin(encoder.frames(wire, wire.objects(Words.gap(gap)), limits));
            announceCaughtUp = gap.cause() != Take.Cause.DAMAGED;
            return true;
        }
        if (!announceCaughtUp) {
            return false;
        }
        announceCaughtUp = false;
        ServerFrame caughtUp = new ServerFrame.CaughtUp(((Take.Nothing) take).n());
        begin(encoder.frames(wire, wire.objects(caughtUp), limits));
        return true;
    }

    /** Weak, since a container may keep what waits for a stuck send long after the connection has ended. */
    private static final class Sent implements SendHandler {
        private final WeakReference<Sender> sender;

        Sent(Sender sender) {
            this.sender = new WeakReference<>(sender);
        }

        @Override
        public void onResult(SendResult result) {
            Sender waiting = sender.get();
            if (waiting != null) {
                waiting.sent(result);
            }
        }
    }

    private record Start(List<TextFrame> opening, Reading reading) {}

    private record Reading(Cursor cursor, Batches batches, News news) {}
}
