package chat.maru.room;

import chat.maru.access.Rules;
import chat.maru.log.Head;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a room as last read, and what it means. Immutable.
 *
 * @param head where the log stood before it was read
 */
record Settled(Head head, Map<String, String> state, Rules rules) {
    static Settled of(Head head, Map<String, String> state) {
        return new Settled(head, Map.copyOf(state), Rules.of(state));
    }

    /** Whether the state of a log that stands at {@code now} is this one still. */
    boolean isOf(Head now) {
        return now.states() == head.states() && now.epoch().equals(head.epoch());
    }

    /** What everybody may see of it. */
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>(state);
        shown.keySet().removeIf(key -> !Rules.isShown(key));
        return shown;
    }
}
