package chat.maru.room;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is here, as a whole or as a step. Immutable.
 *
 * @param count how many identities are here
 * @param whole whether {@code present} is everybody (or the first 100) rather than who came
 * @param present identities and their labels: everybody, or who came or took another name
 * @param left identities that went; empty for a whole
 */
public record Presence(int count, boolean whole, Map<String, String> present, List<String> left) {
    /** An empty room. */
    public static final Presence NOBODY = new Presence(0, true, Map.of(), List.of());

    /** The most members that a whole names; the rest is a number. */
    public static final int NAMED_MAX = 100;

    /**
     * Beyond so many members steps are numbers only, or a thousand who come back at once would cost a million lines.
     */
    public static final int STEPS_MAX = 200;

    public Presence {
        present = Collections.unmodifiableMap(new LinkedHashMap<>(present));
        left = List.copyOf(left);
    }
}
