package chat.maru.log;

/**
 * A mark that one author puts on an entry, or takes off again: what a reaction does. Immutable.
 *
 * @param key the mark, such as an emoji
 */
public record Mark(String key, boolean on) {
    /** As the content of a {@link Kind#REACTION}. */
    public String content() {
        return (on ? "+" : "-") + key;
    }

    /** The mark that a reaction's content says. */
    public static Mark of(String content) {
        return new Mark(content.substring(1), content.startsWith("+"));
    }
}
