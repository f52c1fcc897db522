package chat.maru.room;

import chat.maru.access.Folding;
import chat.maru.access.Policy;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A room's name by the rule. Immutable; the only way to make one is {@link #parse}, so that whoever holds one can trust
 * it.
 *
 * @param key what makes two spellings one room: NFC and case-folded
 * @param shown as it was spelled, in NFC
 */
public record RoomName(String key, String shown) {
    /** The longest name, in code points. */
    public static final int CODE_POINTS_MAX = 64;

    /** The rule, for people. */
    public static final String RULE = "A room name has 1 to " + CODE_POINTS_MAX
            + " letters, digits, marks, _, - or ., and begins with a letter or a digit.";

    /** The log whose state is the server's own: no name that a client can give is its. */
    public static final RoomName SERVER = new RoomName(Policy.OWN + "server", Policy.OWN + "server");

    /** The name, or empty where {@link #RULE} is broken. Never decodes: the caller has done that exactly once. */
    public static Optional<RoomName> parse(String text) {
        // Normalising first would let a megabyte of marks through the normaliser only to be refused behind it.
        if (text.length() > 8 * CODE_POINTS_MAX) {
            return Optional.empty();
        }
        String shown = Normalizer.normalize(text, Normalizer.Form.NFC);
        int length = shown.codePointCount(0, shown.length());
        boolean good = length >= 1
                && length <= CODE_POINTS_MAX
                && Character.isLetterOrDigit(shown.codePointAt(0))
                && shown.codePoints().allMatch(RoomName::isAllowed);
        return good ? Optional.of(new RoomName(Folding.fold(shown), shown)) : Optional.empty();
    }

    /** The log of what moderators did in the room with that key: no name that a client can give has it. */
    static RoomName audit(String key) {
        return new RoomName(Policy.OWN + "audit." + key, Policy.OWN + "audit." + key);
    }

    private static boolean isAllowed(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || codePoint == '_'
                || codePoint == '-'
                || codePoint == '.'
                || isMark(codePoint);
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
