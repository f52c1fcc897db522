package chat.maru.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls without an answer, in the order they were made. They leave in that order, again after every reconnect, and keep
 * their ids, so that the server stores each once. Owned by one {@link Line}, which guards it.
 */
final class Outbox {
    /** No id of a command has a blank, so these keys are nobody else's. */
    private static final String PING = "ping ";

    private final int max;
    private final Map<String, Call<?>> calls = new LinkedHashMap<>();
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int inFlight;
    private long pings;

    Outbox(int max) {
        this.max = max;
    }

    /** A key for a ping, which has no id on the wire. */
    String nextPing() {
        return PING + ++pings;
    }

    @Nullable
    Call<?> find(String id) {
        return calls.get(id);
    }

    boolean isFull() {
        return calls.size() >= max;
    }

    void add(Call<?> call) {
        calls.put(call.id(), call);
        waiting.add(call);
    }

    /** The call to send now, counted as sent; {@code null} when none waits or {@code window} are unanswered. */
    @Nullable
    Call<?> next(int window) {
        Call<?> call = inFlight < window ? waiting.poll() : null;
        if (call != null) {
            call.inFlight = true;
            inFlight++;
        }
        return call;
    }

    /** Its answer is here. */
    @Nullable
    Call<?> take(String id) {
        Call<?> call = calls.get(id);
        if (call == null || !call.inFlight) {
            return null;
        }
        calls.remove(id);
        inFlight--;
        return call;
    }

    /** A pong is here: it answers the oldest ping. */
    @Nullable
    Call<?> takePing() {
        return calls.keySet().stream()
                .filter(id -> id.startsWith(PING))
                .findFirst()
                .map(this::take)
                .orElse(null);
    }

    /** The connection is gone: everything goes again. */
    void rewind() {
        waiting.clear();
        waiting.addAll(calls.values());
        calls.values().forEach(call -> call.inFlight = false);
        inFlight = 0;
    }

    /** The end: everything that nobody answered. */
    List<Call<?>> drain() {
        List<Call<?>> left = new ArrayList<>(calls.values());
        calls.clear();
        waiting.clear();
        return left;
    }
}
