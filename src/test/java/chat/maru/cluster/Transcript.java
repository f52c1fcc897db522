package chat.maru.cluster;

import chat.maru.client.Entry;
import chat.maru.client.Gap;
import chat.maru.client.Listener;
import chat.maru.client.MaruClient;
import chat.maru.client.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one member hears, from its first welcome on, over all its connections. Thread-safe. */
final class Transcript implements Listener {
    // Guarded by this.
    private final SortedMap<Long, String> heard = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Duration> absences = new ArrayList<>();

    /** Epoch and position to text, over all epochs. */
    private final Map<String, String> everything = new TreeMap<>();

    private boolean in;
    private String epoch = "";
    private long last;
    private long lostNanos;

    @Override
    public synchronized void welcome(MaruClient client, Welcome welcome) {
        if (epoch.isEmpty()) {
            epoch = welcome.epoch();
            last = welcome.head();
        } else {
            absences.add(Duration.ofNanos(System.nanoTime() - lostNanos));
            if (!welcome.resumed() || !welcome.epoch().equals(epoch)) {
                faults.add("welcomed in " + welcome.epoch() + ", not resumed in " + epoch);
            }
        }
        in = true;
        notifyAll();
    }

    @Override
    public synchronized void entry(MaruClient client, Entry entry) {
        if (entry.n() != last + 1) {
            faults.add(entry.n() + " after " + last);
        }
        last = entry.n();
        heard.put(entry.n(), entry.text());
        everything.put(epoch + ":" + entry.n(), entry.text());
        notifyAll();
    }

    @Override
    public synchronized void gap(MaruClient client, Gap gap) {
        faults.add("gap: " + gap.reason());
        if (gap.reason().equals("epoch")) {
            epoch = gap.epoch();
            last = gap.head();
            heard.clear();
        }
        notifyAll();
    }

    @Override
    public synchronized void lost(MaruClient client, int code, String reason) {
        in = false;
        lostNanos = System.nanoTime();
    }

    @Override
    public synchronized void closed(MaruClient client, int code, String reason) {
        in = false;
        faults.add("closed for good: " + code + " " + reason);
    }

    /** Waits until it is in its room, and has heard that position or a later one. */
    synchronized void awaitPosition(long n, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!in || last < n) {
            waitUntil(end, in ? "it has heard only up to " + last + " of " + n : "it is not back");
        }
    }

    /** Waits until it has been told that something is wrong. */
    synchronized void awaitFault(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (faults.isEmpty()) {
            waitUntil(end, "it was told of nothing");
        }
    }

    private void waitUntil(long end, String otherwise) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new AssertionError(otherwise + "; faults " + faults);
        }
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Epoch and position, such as {@code k3f:41}, to text. */
    synchronized Map<String, String> everything() {
        return new TreeMap<>(everything);
    }

    /** Position to text, in the epoch that it is in. */
    synchronized SortedMap<Long, String> heard() {
        return new TreeMap<>(heard);
    }

    /** What no member may see: a hole, a double, a gap, another epoch. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How long it was away each time, from the loss to the welcome. */
    synchronized List<Duration> absences() {
        return List.copyOf(absences);
    }
}
