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

    /** How many refusals have not been waited out: until then nothing leaves. */
    private int holds;

    /** The server was too busy for a whole window: one at a time, until all are answered. */
    private boolean slow;

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

    /** Takes a call in, or refuses it. */
    boolean add(Call<?> call) {
        if (calls.containsKey(call.id())) {
            call.refuse("idReused", "Another call with this id waits.", RefusedException.Outcome.NOT_STORED);
            return false;
        }
        if (calls.size() >= max) {
            String text = max + " calls wait for their answers.";
            call.refuse(RefusedException.OUTBOX_FULL, text, RefusedException.Outcome.NOT_STORED);
            return false;
        }
        calls.put(call.id(), call);
        waiting.add(call);
        return true;
    }

    /** The call to send now, counted as sent; {@code null} when none waits or {@code window} are unanswered. */
    @Nullable
    Call<?> next(int window) {
        int allowed = holds > 0 ? 0 : slow ? 1 : window;
        Call<?> call = inFlight < allowed ? waiting.poll() : null;
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
        slow &= !calls.isEmpty();
        return call;
    }

    /** It was refused, and goes again, in its old place, after {@link #release}. False where it is not under way. */
    boolean postpone(String id) {
        Call<?> call = calls.get(id);
        if (call == null || !call.inFlight) {
            return false;
        }
        call.inFlight = false;
        inFlight--;
        holds++;
        slow = true;
        waiting.clear();
        calls.values().stream().filter(other -> !other.inFlight).forEach(waiting::add);
        return true;
    }

    /** One refusal has been waited out. */
    void release() {
        holds--;
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
