package chat.maru.log;

import java.util.Map;
import java.util.Objects;

/**
 * What somebody wants appended: an entry before it has a position. Immutable. Two drafts with the same author and id
 * are the same command when kind, {@code of} and content agree; the name does not count, for a guest may rename between
 * a publish and its retry.
 *
 * @param kind see {@link Kind}
 * @param author an identity
 * @param name the author's label
 * @param id the client's id, one id space per author and room
 * @param of the position it refers to, or 0
 * @param content the body's content
 * @param state room state to change in the same commit: key to new value; an empty value removes the key
 */
public record Draft(
        String kind, String author, String name, String id, long of, String content, Map<String, String> state) {
    public Draft {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(author);
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
        Objects.requireNonNull(content);
        state = Map.copyOf(state);
        if (of < 0 || of > Position.N_MAX) {
            throw new IllegalArgumentException("of is " + of + ", not within 0 and 2^53 - 1");
        }
    }

    /** A message that answers none. */
    public static Draft message(String author, String name, String id, String text) {
        return new Draft(Kind.MESSAGE, author, name, id, 0, text, Map.of());
    }

    /** Roughly what this draft costs while it waits, in bytes. */
    public int sizeBytes() {
        int text = kind.length() + author.length() + name.length() + id.length() + content.length();
        for (Map.Entry<String, String> change : state.entrySet()) {
            text += change.getKey().length() + change.getValue().length();
        }
        return 256 + 2 * text;
    }
}
