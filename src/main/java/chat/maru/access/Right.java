package chat.maru.access;

import java.util.EnumSet;
import java.util.Set;

/** What somebody may do in a room. None includes another: a bot may write where it may not read. */
public enum Right {
    /** Join, read on, look back, see who is there. */
    READ('r'),
    /** Publish, edit and delete what is one's own, react, show that one types. */
    WRITE('w'),
    /** Delete what others said, mute, kick, ban, change what the room is. */
    MODERATE('m'),
    /** Export, import and delete the room; on every room ({@code *}): the server itself. */
    ADMINISTER('a');

    private final char letter;

    Right(char letter) {
        this.letter = letter;
    }

    /** The rights in a text such as {@code rw}. Fails with an {@link IllegalArgumentException} that says the rule. */
    static Set<Right> parse(String letters) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (int i = 0; i < letters.length(); i++) {
            rights.add(of(letters.charAt(i)));
        }
        if (rights.isEmpty()) {
            throw new IllegalArgumentException("at least one of the letters r, w, m and a is needed");
        }
        return rights;
    }

    private static Right of(char letter) {
        for (Right right : values()) {
            if (right.letter == letter) {
                return right;
            }
        }
        throw new IllegalArgumentException("rights are the letters r, w, m and a, not \"" + letter + "\"");
    }

    /** The letters of some rights, in the order in which they stand here. */
    public static String letters(Set<Right> rights) {
        StringBuilder letters = new StringBuilder();
        for (Right right : values()) {
            if (rights.contains(right)) {
                letters.append(right.letter);
            }
        }
        return letters.toString();
    }
}
