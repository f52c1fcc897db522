package chat.maru.access;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells the operator who was refused, so that a flood is seen in the log and does not flood it: the first time has a
 * line, and what follows of the same kind from the same address one line in ten seconds that counts it. Thread-safe;
 * made by the composition root, one in a server.
 *
 * <p>At most {@value #KEPT_MAX} kinds and addresses are kept at a time; what comes beside those is only counted. So in
 * ten seconds there are at most twice as many lines, and one.
 */
public final class RefusalLog {
    private static final System.Logger LOG = System.getLogger(RefusalLog.class.getName());
    private static final int KEPT_MAX = 200;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int CHARS_MAX = 200;
    private static final String NONE = "none";

    private final Consumer<String> lines;
    private final LongSupplier nanos;

    /** Guarded by this, like all below. */
    private final Map<String, Told> kept = new LinkedHashMap<>();

    private long beside;
    private long roundBegan;

    /** The line of the first time, and how often the same has come since it was last told. */
    private static final class Told {
        private final String line;
        private long again;

        Told(String line) {
            this.line = line;
        }
    }

    /** Writes to the log of this class, at {@code INFO}. */
    public RefusalLog() {
        this(line -> LOG.log(Level.INFO, "{0}", line), System::nanoTime);
    }

    RefusalLog(Consumer<String> lines, LongSupplier nanos) {
        this.lines = lines;
        this.nanos = nanos;
        this.roundBegan = nanos.getAsLong();
    }

    /**
     * Somebody was refused.
     *
     * @param what in words, without anything that a stranger said
     * @param user an id; empty where nobody knows
     */
    public void refused(String what, String user, Arrival arrival) {
        String address = arrival.bucketKey();
        write(what + (address.isEmpty() ? user : address), describe(what, user, arrival));
    }

    /** The event with whom it happened to, as one line that nobody can break or forge. */
    public static String describe(String what, String user, Arrival arrival) {
        return what + "; user " + printable(user) + ", address " + printable(arrival.address()) + ", origin "
                + printable(arrival.origin());
    }

    private static String printable(String text) {
        return text.isEmpty() ? NONE : Printable.of(text, CHARS_MAX);
    }

    /**
     * The same with another line.
     *
     * @param key what is counted together
     */
    void write(String key, String line) {
        List<String> due = new ArrayList<>();
        synchronized (this) {
            endRound(due);
            Told told = kept.get(key);
            if (told != null) {
                told.again++;
            } else if (kept.size() < KEPT_MAX) {
                kept.put(key, new Told(line));
                due.add(line);
            } else {
                beside++;
            }
        }
        due.forEach(lines);
    }

    /** Writes the counts that are due. Called about once a second. */
    public void tick() {
        List<String> due = new ArrayList<>();
        synchronized (this) {
            endRound(due);
        }
        due.forEach(lines);
    }

    /** Who has not come again is forgotten, and has a line of its own the next time. */
    private void endRound(List<String> due) {
        if (nanos.getAsLong() - roundBegan < ROUND_NANOS) {
            return;
        }
        roundBegan = nanos.getAsLong();
        kept.values().removeIf(told -> told.again == 0);
        for (Told told : kept.values()) {
            due.add("again " + told.again + " times: " + told.line);
            told.again = 0;
        }
        if (beside > 0) {
            due.add("refused " + beside + " times beside those, of too many kinds or addresses to name");
            beside = 0;
        }
    }
}
