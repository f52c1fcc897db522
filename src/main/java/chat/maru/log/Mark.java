package chat.maru.log;

/**
 * A mark that one author puts on an entry, or takes off again: what a reaction does. Immutable.
 *
 * @param key the mark, such as an emoji
 */
public record Mark(String key, boolean on) {
    /** So many different keys has one message at most: all of them go with it into every page of history. */
    public static final int PER_MESSAGE_MAX = 50;

    /** As the content of a {@link Kind#REACTION}. */
    public String content() {
        return (on ? "+" : "-") + key;
    }

    /** The mark that a reaction's content says; an {@link IllegalArgumentException} when it says none. */
    public static Mark of(String content) {
        boolean on = content.startsWith("+");
        if (content.length() < 2 || !(on || content.startsWith("-"))) {
            throw new IllegalArgumentException("a reaction says + or - and a key");
        }
        return new Mark(content.substring(1), on);
    }
}
