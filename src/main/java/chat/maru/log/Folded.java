package chat.maru.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it reads now: its entry, and what later entries made of it. Immutable.
 *
 * @param message the entry, without a body once deleted
 * @param edit its newest edit, or {@code null}; always {@code null} once deleted
 * @param reactions who has each mark on it, in the order in which the marks first came; empty once deleted
 */
public record Folded(Entry message, @Nullable Entry edit, Map<String, Marked> reactions) {
    public Folded {
        reactions = Collections.unmodifiableMap(new LinkedHashMap<>(reactions));
    }

    /** A message that nothing has happened to, or that is deleted. */
    static Folded plain(Entry message) {
        return new Folded(message, null, Map.of());
    }

    /** Roughly what the message and its edit cost on the heap, in bytes; what pages count. */
    public int sizeBytes() {
        return message.sizeBytes() + (edit == null ? 0 : edit.sizeBytes());
    }
}
