package chat.maru.hook;

import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.protocol.HookBody;
import chat.maru.room.Follower;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One webhook at work: reads the room after its mark, sends, and moves the mark only when the receiver has said 2xx.
 * {@link #wake} and {@link #close} from any thread; the rest is done by one thread at a time.
 *
 * <p>It holds nothing that waits. While the receiver is down it is behind by a number, and the entries are in the log.
 */
final class Delivery implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private static final int ENTRIES_MAX = 100;

    /** On the heap, which makes at most some 64 KiB of JSON. */
    private static final int ENTRY_BYTES_MAX = 40 << 10;

    private static final int GONE = 410;

    private final Hook hook;
    private final HookWorkers workers;
    private final Clock clock;
    private final Runnable onGone;

    /** Wake-ups not yet served; above 0, a run is going on, or one is due. */
    private final AtomicInteger wakes = new AtomicInteger();

    private volatile boolean closed;
    private volatile @org.jspecify.annotations.Nullable Follower follower;
    private volatile @org.jspecify.annotations.Nullable HookCall call;

    // What follows belongs to the run.
    private String epoch = "";
    private long n = -1;

    /** The last position of a call that failed: it is sent again as it was, under the same id. */
    private long tried;

    private String gap = "";
    private int failures;

    Delivery(Hook hook, HookWorkers workers, Clock clock, Runnable onGone) {
        this.hook = hook;
        this.workers = workers;
        this.clock = clock;
        this.onGone = onGone;
    }

    Hook hook() {
        return hook;
    }

    /** The room is open. */
    void begin(Follower opened) {
        follower = opened;
        if (closed) {
            opened.close();
        } else {
            wake();
        }
    }

    /** There may be something to send. Returns at once. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            workers.run(this::run);
        }
    }

    private void run() {
        Follower reader = follower;
        int served = wakes.get();
        if (reader == null || closed) {
            wakes.set(0);
            return;
        }
        boolean well = attempt(reader);
        failures = well ? 0 : failures + 1;
        if (!well && !closed) {
            // The wake-ups stay unserved meanwhile, so that none begins a second run.
            workers.later(this::run, workers.times().retryMillis(failures));
        } else if (wakes.addAndGet(-served) > 0) {
            workers.run(this::run);
        }
    }

    /** Sends all that there is; false where it has to be tried again. */
    private boolean attempt(Follower reader) {
        try {
            boolean more = true;
            while (more && !closed) {
                more = sendPage(reader);
                failures = 0;
            }
            return true;
        } catch (IOException | RuntimeException e) {
            // The message may be the receiver's, or name an address: what kind of failure it is says enough.
            Level level = failures == 0 ? Level.WARNING : Level.DEBUG;
            LOG.log(
                    level,
                    "webhook {0} waits at {1}: {2}",
                    hook.id(),
                    n,
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private boolean sendPage(Follower reader) throws IOException {
        Head head = reader.head();
        if (!head.epoch().equals(epoch)) {
            enter(reader, head);
        }
        if (head.n() <= n) {
            return false;
        }
        int entries = tried > n ? (int) Math.min(ENTRIES_MAX, tried - n) : ENTRIES_MAX;
        Page page = reader.readAfter(n, entries, ENTRY_BYTES_MAX)
                .toCompletableFuture()
                .join();
        if (!page.head().epoch().equals(epoch)) {
            return true;
        }
        if (page.after() > n) {
            gap = "trimmed";
            n = page.after();
        }
        if (page.entries().isEmpty()) {
            if (page.damagedAt() > 0) {
                throw new IOException("the log is damaged");
            }
            return false;
        }
        tried = page.last();
        return deliver(reader, page);
    }

    private boolean deliver(Follower reader, Page page) throws IOException {
        int status = send(page);
        if (status == GONE) {
            LOG.log(Level.WARNING, "webhook {0} is gone, says its receiver; it is sent no more", hook.id());
            closed = true;
            onGone.run();
            return false;
        }
        if (status < 200 || status > 299) {
            throw new IOException("status " + status);
        }
        reader.moveTo(page.last()).toCompletableFuture().join();
        n = page.last();
        gap = "";
        return true;
    }

    /** Finds its place: after a start from the mark, after the log lost its past at the beginning of the new one. */
    private void enter(Follower reader, Head head) {
        long mark = reader.mark().toCompletableFuture().join();
        boolean sameEpoch = head.epoch().equals(hook.epoch());
        boolean lost = epoch.isEmpty() ? !sameEpoch && mark == 0 : true;
        gap = lost ? "epoch" : "";
        n = sameEpoch ? Math.max(mark, hook.from()) : mark;
        tried = 0;
        epoch = head.epoch();
    }

    private int send(Page page) throws IOException {
        String body = HookBody.json(hook.room().shown(), page.head(), gap, page.entries());
        long first = page.entries().get(0).n();
        // The same for every try of the same entries, and for no others: a receiver may drop what it has seen.
        String id = "msg_" + hook.id() + "_" + page.head().epoch() + "_" + first + "_" + page.last();
        long seconds = clock.millis() / 1_000;
        Map<String, String> headers = Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(seconds),
                "webhook-signature", Signature.of(hook.secret(), id, seconds, body));
        int timeout = workers.times().callMillisMax();
        HookCall sending = new HookCall(hook.url());
        call = sending;
        ScheduledFuture<?> deadline = workers.deadline(() -> cut(sending), timeout);
        try (sending) {
            return closed ? 0 : sending.post(hook.url().resolve(workers.rule()), headers, body, timeout);
        } finally {
            deadline.cancel(false);
        }
    }

    private static void cut(HookCall call) {
        try {
            call.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a call was over already: {0}", e.getMessage());
        }
    }

    /** Sends no more, and cuts what is on its way. */
    @Override
    public void close() {
        closed = true;
        Follower reader = follower;
        if (reader != null) {
            reader.close();
        }
        HookCall sending = call;
        if (sending != null) {
            cut(sending);
        }
    }
}
