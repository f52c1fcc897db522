package chat.maru.hook;

import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.protocol.HookBody;
import chat.maru.room.Follower;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

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

    /** Follows the epoch in the name of the mark of what has been tried. */
    private static final String TRIED = " tried";

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
    private String secret = "";
    private String epoch = "";
    private long n = -1;

    /** The last position of a call that may not have been answered: it is sent again as it was, under the same id. */
    private long tried;

    private String gap = "";
    private int failures;

    /** Why the last try failed, as it was logged; empty after one that did not. */
    private String trouble = "";

    Delivery(Hook hook, HookWorkers workers, Clock clock, Runnable onGone) {
        this.hook = hook;
        this.workers = workers;
        this.clock = clock;
        this.onGone = onGone;
    }

    Hook hook() {
        return hook;
    }

    /** The room is open. Called once. */
    void begin(Follower opened, String key) {
        secret = key;
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
            if (!trouble.isEmpty()) {
                LOG.log(Level.INFO, "webhook {0} goes on", hook.id());
                trouble = "";
            }
            return true;
        } catch (IOException | RuntimeException e) {
            tell(HookFailure.words(e));
            return false;
        }
    }

    /** Each new reason once, and not for as long as it lasts. */
    private void tell(String why) {
        if (!closed) {
            Level level = why.equals(trouble) ? Level.DEBUG : Level.WARNING;
            trouble = why;
            String tries = Integer.toString(failures + 1);
            LOG.log(level, "webhook {0} waits at {1}, try {2}: {3}", hook.id(), Long.toString(n), tries, why);
        }
    }

    private boolean sendPage(Follower reader) throws IOException {
        Head head = reader.head();
        if (!head.epoch().equals(epoch)) {
            enter(reader, head.epoch());
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
            gap = gap.isEmpty() ? "trimmed" : gap;
            n = page.after();
        }
        if (page.entries().isEmpty()) {
            if (page.damagedAt() > 0) {
                throw new HookFailure("the log of its room is damaged there");
            }
            return false;
        }
        if (page.last() > tried) {
            tried = page.last();
            move(reader, epoch + TRIED, tried);
        }
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
            throw new HookFailure("its receiver answered " + status + ", and not 2xx");
        }
        if (reader.head().epoch().equals(epoch)) {
            move(reader, epoch, page.last());
        }
        n = page.last();
        gap = "";
        return true;
    }

    /** Finds its place: after a start from the mark, after the log lost its past at the beginning of the new one. */
    private void enter(Follower reader, String entered) {
        boolean starts = epoch.isEmpty();
        boolean began = entered.equals(hook.epoch());
        long mark = mark(reader, entered);
        n = began ? Math.max(mark, hook.from()) : mark;
        if (began) {
            move(reader, entered, n);
        } else if (starts && mark == 0) {
            // A store that was put back from a copy has new epochs and its old marks; a room that was cleared has none.
            n = mark(reader, hook.epoch());
        }
        tried = mark(reader, entered + TRIED);
        gap = starts && (began || mark > 0) ? "" : "epoch";
        epoch = entered;
    }

    private static long mark(Follower reader, String name) {
        return reader.mark(name).toCompletableFuture().join();
    }

    private static void move(Follower reader, String name, long to) {
        reader.moveTo(name, to).toCompletableFuture().join();
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
                "webhook-signature", Signature.of(secret, id, seconds, body));
        int timeout = workers.times().callMillisMax();
        HookCall sending = new HookCall(hook.url());
        call = sending;
        ScheduledFuture<?> deadline = workers.deadline(sending::cut, timeout);
        try (sending) {
            InetAddress[] addresses = workers.lookups().find(hook.url().host(), timeout);
            InetAddress address = workers.rule().pick(addresses);
            return closed ? 0 : sending.post(address, headers, body, timeout);
        } catch (SocketException | SSLException e) {
            // A socket that was closed while it was used says so, and not why.
            throw sending.isCut() ? new HookFailure(HookFailure.LATE) : e;
        } finally {
            deadline.cancel(false);
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
            sending.cut();
        }
    }
}
