package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import chat.maru.protocol.ServerFrame;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.List;
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
    private static final System.Logger LOG = System.getLogger(Sender.class.getName());

    /** Sends after which a drain lets others have the thread. */
    private static final int TURN_SENDS = 16;

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

    /** A send or a ping is under way; whoever ends it clears this and calls {@link #wakeLater}. */
    private volatile boolean busy;

    /** When the send or ping under way began, in {@link System#nanoTime}; 0 when none is. Read by the watch. */
    private volatile long sendingSince;

    private volatile boolean pingDue;
    private volatile boolean closed;

    /** Set once by the join, cleared by the drain, which then reads. */
    private volatile @Nullable Start start;

    private @Nullable Reading reading;

    /** Given up with the last frame of it: an idle member must not keep alive what may be deleted. */
    private List<Parcel> frames = List.of();

    private int next;

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
    void start(List<Parcel> opening, Cursor cursor, Batches batches, News news) {
        Reading begun = new Reading(cursor, batches, news, wire, outlet.framesMax(), limits, this::wakeLater, broken);
        start = new Start(opening, begun);
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
        try {
            turn();
        } catch (RuntimeException e) {
            // Nobody else drains while this is not over: the connection would be silent for ever.
            LOG.log(Level.ERROR, "a frame could not be made", e);
            broken.run();
        }
    }

    private void turn() {
        int sends = 0;
        int served = wakes.get();
        do {
            while (!busy && !closed && step()) {
                if (++sends == TURN_SENDS) {
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
        if (frames.isEmpty()) {
            gather();
        }
        if (!frames.isEmpty()) {
            sendNext();
            return true;
        }
        if (pingDue) {
            pingDue = false;
            sendPing();
            return true;
        }
        return false;
    }

    /** Everything that can go out now, in order: it goes in one write where the container allows. */
    private void gather() {
        Start joined = start;
        if (joined != null) {
            // Before any answer: a client that said more than hello at once still gets its welcome first.
            start = null;
            reading = joined.reading();
            frames = joined.opening();
            return;
        }
        List<String> answers = replies.take();
        List<Parcel> found = answers.isEmpty() ? List.of() : encoder.frames(wire, answers, limits);
        Reading inRoom = reading;
        if (inRoom != null) {
            found = Reading.joined(found, inRoom.next());
        }
        frames = found;
    }

    private void sendNext() {
        int end = Math.min(frames.size(), next + outlet.framesMax());
        List<Parcel> sending = next == 0 && end == frames.size() ? frames : frames.subList(next, end);
        next = end;
        if (next == frames.size()) {
            frames = List.of();
            next = 0;
        }
        busy = true;
        sendingSince = System.nanoTime() | 1;
        try {
            if (outlet.send(sending, sent)) {
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

    private record Start(List<Parcel> opening, Reading reading) {}
}
