package chat.maru.resume;

import chat.maru.support.FaultProxy;
import chat.maru.support.FaultProxy.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often connections were cut, and in what way. Thread-safe. */
final class Cuts {
    /** Who ends a connection, and how. */
    enum Cut {
        /** The client, with a close frame. */
        CLOSE,
        /** The client, with a reset. */
        RESET,
        /** The network, behind any byte, as if the other side had closed. */
        PROXY_FIN,
        /** The network, behind any byte, with a reset. */
        PROXY_RESET,
        /** The server starts again, for everybody who is connected. */
        RESTART
    }

    private final FaultProxy proxy;
    private final int wanted;
    private final Map<Cut, Integer> counts = new EnumMap<>(Cut.class);
    private final List<String> unexpected = new ArrayList<>();

    Cuts(FaultProxy proxy, int wanted) {
        this.proxy = proxy;
        this.wanted = wanted;
        for (Cut cut : Cut.values()) {
            counts.put(cut, 0);
        }
    }

    synchronized void count(Cut cut) {
        counts.merge(cut, 1, Integer::sum);
        notifyAll();
    }

    /** What must not have happened. */
    synchronized void unexpected(String what) {
        unexpected.add(what);
        notifyAll();
    }

    synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    synchronized Map<Cut, Integer> counts() {
        counts.put(Cut.PROXY_FIN, proxy.cuts(End.FIN));
        counts.put(Cut.PROXY_RESET, proxy.cuts(End.RESET));
        return new EnumMap<>(counts);
    }

    int total() {
        return counts().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** There have been as many as were asked for, or something went wrong. */
    synchronized boolean enough() {
        return !unexpected.isEmpty() || total() >= wanted;
    }

    /** Waits until there have been {@code count}. The proxy's own are noticed with the next of another kind. */
    synchronized void awaitTotal(int count) throws InterruptedException {
        while (unexpected.isEmpty() && total() < count) {
            wait();
        }
    }
}
