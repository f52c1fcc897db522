package chat.maru.access;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The public keys in force, kept fresh by a thread of its own: every five minutes, when the file has changed, and when
 * a token names a key that is not among them. While they cannot be read, the old ones hold. Thread-safe.
 */
final class KeyRing implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger("chat.maru.access");
    private static final long REFRESH_MILLIS = 300_000;
    /** Whoever makes up names of keys causes no more requests than this allows. */
    private static final long ASK_MILLIS = 30_000;
    /** How often the clock and the file are looked at. */
    private static final long LOOK_MILLIS = 1_000;

    private static final long END_MILLIS = 5_000;
    private static final int WAITING_MAX = 1_024;

    private final KeySource source;
    private final Clock clock;
    private final Thread thread;
    private volatile TokenKeys keys = TokenKeys.UNREAD;

    /** Rung for the first time, and whenever somebody asks. */
    private final Semaphore bell = new Semaphore(1);

    // The rest is guarded by this.
    private List<Consumer<TokenKeys>> waiting = new ArrayList<>();
    private boolean asked = true;
    private boolean loading;
    private boolean failed;
    private boolean closed;
    private long askedMillis;
    private long loadedMillis;

    KeyRing(KeySource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.askedMillis = clock.millis() - ASK_MILLIS;
        thread = new Thread(null, this::run, "maru-keys", 0, false);
        thread.setDaemon(true);
        // The HTTP client's threads inherit it, and may outlive this application for a moment.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.start();
    }

    /** The keys as they were read last. */
    TokenKeys now() {
        return keys;
    }

    /** Hands over the keys after they were read again, or at once where that is not due. Never waits. */
    void renewed(Consumer<TokenKeys> waiter) {
        synchronized (this) {
            boolean coming = asked || loading;
            if (!closed && waiting.size() < WAITING_MAX && (coming || isPast(askedMillis, ASK_MILLIS))) {
                waiting.add(waiter);
                if (!coming) {
                    asked = true;
                    askedMillis = clock.millis();
                    bell.release();
                }
                return;
            }
        }
        waiter.accept(keys);
    }

    /** A clock that was set back must not stop anything. */
    private boolean isPast(long sinceMillis, long lengthMillis) {
        long passed = clock.millis() - sinceMillis;
        return passed < 0 || passed >= lengthMillis;
    }

    private void run() {
        try {
            while (true) {
                boolean due = awaitTurn();
                if (isClosed()) {
                    break;
                }
                if (due || source.hasChanged()) {
                    load();
                }
            }
        } catch (InterruptedException e) {
            // Closed while it waited.
        } finally {
            finish();
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        boolean rung = bell.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        synchronized (this) {
            return rung || isPast(loadedMillis, failed ? ASK_MILLIS : REFRESH_MILLIS);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void load() throws InterruptedException {
        synchronized (this) {
            loading = true;
            asked = false;
            loadedMillis = clock.millis();
        }
        boolean well = false;
        String trouble = "";
        try {
            keys = TokenKeys.parse(source.read());
            well = true;
        } catch (IOException | RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
        boolean failedBefore = answer(well);
        report(well, failedBefore, trouble);
    }

    /** Whether the time before had failed too. */
    private boolean answer(boolean well) {
        List<Consumer<TokenKeys>> answered;
        boolean failedBefore;
        synchronized (this) {
            loading = false;
            failedBefore = failed;
            failed = !well;
            answered = waiting;
            waiting = new ArrayList<>();
        }
        answered.forEach(waiter -> waiter.accept(keys));
        return failedBefore;
    }

    /** An outage is said once, and its end. */
    private void report(boolean well, boolean failedBefore, String trouble) {
        if (!well && !failedBefore) {
            LOGGER.log(Level.WARNING, "maru.tokenKeys cannot be read; the keys of before hold: " + trouble);
        } else if (well && keys.size() == 0) {
            LOGGER.log(Level.WARNING, "maru.tokenKeys holds no key that can be used");
        } else if (well && failedBefore) {
            LOGGER.log(Level.INFO, "maru.tokenKeys can be read again");
        }
    }

    private void finish() {
        synchronized (this) {
            closed = true;
        }
        answer(false);
    }

    /** Ends the thread, also in the middle of a request; who waits is answered with the keys there are. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
