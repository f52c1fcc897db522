package chat.maru.log;

import java.util.List;

/**
 * Who has one {@link Mark} on a message. Immutable.
 *
 * @param count how many authors have it, at least 1
 * @param named at most {@link #NAMED_MAX} of them: the one who asks first, if it is one of them, the others by the code
 *     points of their ids
 */
public record Marked(int count, List<String> named) {
    /** The most authors that are named; the rest is a number. */
    public static final int NAMED_MAX = 10;

    public Marked {
        named = List.copyOf(named);
    }
}
