package chat.maru.access;

import java.text.Normalizer;
import java.util.Optional;

/** The rule for a guest's name. Stateless. */
public final class GuestName {
    private GuestName() {}

    /**
     * The name as it will be shown, in NFC and trimmed; empty where it breaks the rule: 1 to {@code codePointsMax} code
     * points, none of them a control, an unpaired surrogate, a line separator, or a character that turns the writing
     * direction or has no width, since with those one name can pass for another.
     */
    public static Optional<String> parse(String text, int codePointsMax) {
        String name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int length = name.codePointCount(0, name.length());
        boolean good =
                length >= 1 && length <= codePointsMax && name.codePoints().allMatch(GuestName::isAllowed);
        return good ? Optional.of(name) : Optional.empty();
    }

    /** A name for somebody who gave none: the same for the same identity. */
    public static String madeUp(String authorId) {
        return "guest-" + Integer.toString(authorId.hashCode() & 0xffff, 36);
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            // Emoji are joined by U+200D; every other format character hides or turns something.
            case Character.FORMAT -> codePoint == 0x200d;
            default -> true;
        };
    }
}
