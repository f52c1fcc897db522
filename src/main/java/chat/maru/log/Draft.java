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
 * @param own whether the entry at {@code of} has to be this author's own
 * @param content the body's content
 * @param state room state to change in the same commit: key to new value; an empty value removes the key
 * @param hides an author all of whose bodies before this entry are erased in its commit, of whatever kind; or nobody,
 *     which is the empty text
 */
public record Draft(
        String kind,
        String author,
        String name,
        String id,
        long of,
        boolean own,
        String content,
        Map<String, String> state,
        String hides) {
    public Draft {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(author);
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
        Objects.requireNonNull(content);
        Objects.requireNonNull(hides);
        state = Map.copyOf(state);
        if (of < 0 || of > Position.N_MAX) {
            throw new IllegalArgumentException("of is " + of + ", not within 0 and 2^53 - 1");
        }
        if (kind.equals(Kind.REACTION)) {
            // Whoever writes it into a log must be able to read it.
            Mark.of(content);
        }
    }

    /** A message; {@code replyTo} is the position that it answers, or 0. */
    public static Draft message(String author, String name, String id, String text, long replyTo) {
        return new Draft(Kind.MESSAGE, author, name, id, replyTo, false, text, Map.of(), "");
    }

    /** New text for the author's own message at {@code of}. */
    public static Draft edit(String author, String name, String id, long of, String text) {
        return new Draft(Kind.EDIT, author, name, id, of, true, text, Map.of(), "");
    }

    /** Erases the message at {@code of}, which has to be the author's own unless a moderator asks. */
    public static Draft delete(String author, String name, String id, long of, String reason, boolean moderator) {
        return new Draft(Kind.DELETE, author, name, id, of, !moderator, reason, Map.of(), "");
    }

    /** Puts a mark on the message at {@code of}, or takes it off. */
    public static Draft reaction(String author, String name, String id, long of, Mark mark) {
        return new Draft(Kind.REACTION, author, name, id, of, false, mark.content(), Map.of(), "");
    }

    /** Sets a key of the room's state; an empty value removes it. */
    public static Draft state(String author, String name, String id, String key, String value) {
        return new Draft(Kind.STATE, author, name, id, 0, false, key + "=" + value, Map.of(key, value), "");
    }

    /** What a moderator does to the room's state and, unless {@code hides} is empty, to all that one author wrote. */
    public static Draft moderation(
            String author, String name, String id, String content, Map<String, String> state, String hides) {
        return new Draft(Kind.MODERATION, author, name, id, 0, false, content, state, hides);
    }

    /** An entry of a kind that the log itself knows nothing of. */
    public static Draft of(String kind, String author, String name, String id, String content) {
        return new Draft(kind, author, name, id, 0, false, content, Map.of(), "");
    }

    /**
     * The entry that this becomes behind the one at {@code n}, in a room that has so many messages by then and this
     * chain.
     *
     * @param atMillis when the entry at {@code n} was appended; time never goes back
     */
    Entry next(long n, long messages, long atMillis, Digest chain, long nowMillis, long salt) {
        long m = messages + (kind.equals(Kind.MESSAGE) ? 1 : 0);
        long at = Math.max(atMillis, nowMillis);
        Body body = new Body(name, content, salt);
        Digest hash = Chain.hash(body);
        Digest next = Chain.next(chain, n + 1, kind, author, id, at, of, m, hash);
        return new Entry(n + 1, kind, author, id, at, of, m, hash, next, body);
    }

    /** Whether it puts a mark on a message. */
    boolean marks() {
        return kind.equals(Kind.REACTION) && Mark.of(content).on();
    }

    /** Roughly what this draft costs while it waits, in bytes. */
    public int sizeBytes() {
        int text = kind.length() + author.length() + name.length() + id.length() + content.length() + hides.length();
        for (Map.Entry<String, String> change : state.entrySet()) {
            text += change.getKey().length() + change.getValue().length();
        }
        return 256 + 2 * text;
    }
}
