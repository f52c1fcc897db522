package chat.maru.access;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a name may be made of, whoever bears it. Stateless. Sentences are for people, in English. */
final class NameRule {
    static final String HIDDEN =
            "A name has no controls, no characters that are not seen, and none that turn the writing direction.";
    static final String MARKS = "A name has at most " + NameRule.MARKS_MAX + " marks on one letter, and none on none.";
    static final String SCRIPTS =
            "A name is written in one script, or in Latin letters and those of Korean, Japanese or Chinese.";

    /** Marks on one letter: beyond, they climb over the lines around (what Unicode's standard 39 allows too). */
    private static final int MARKS_MAX = 4;

    /** What may stand together: the scripts that Korean, Japanese and Chinese are written in, and Latin. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private static final int JOINER = 0x200d;

    /** Emoji that are newer than this Java lie here, and no letters. */
    private static final int EMOJI_FIRST = 0x1f000;

    private static final int EMOJI_LAST = 0x1faff;
    private static final int LEFT_RIGHT_ARROW = 0x2194;
    private static final int UP_DOWN_ARROW = 0x2195;

    private NameRule() {}

    /** The rule that a name breaks, or {@code null} for none. */
    static @Nullable String broken(String name, int codePointsMax) {
        int[] codePoints = name.codePoints().toArray();
        if (codePoints.length < 1 || codePoints.length > codePointsMax) {
            return length(codePointsMax);
        }
        for (int i = 0; i < codePoints.length; i++) {
            if (!isAllowed(codePoints, i)) {
                return HIDDEN;
            }
        }
        if (!marksAreFew(codePoints)) {
            return MARKS;
        }
        return scriptsGoTogether(codePoints) ? null : SCRIPTS;
    }

    static String length(int codePointsMax) {
        return "A name has 1 to " + codePointsMax + " characters.";
    }

    private static boolean isAllowed(int[] name, int at) {
        int codePoint = name[at];
        if (codePoint == JOINER) {
            return joinsEmoji(name, at);
        }
        if (isVariation(codePoint)) {
            return at > 0 && hasVariations(name[at - 1]);
        }
        return !Invisible.isInvisible(codePoint)
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE -> false;
                    case Character.UNASSIGNED -> isEmoji(codePoint);
                    default -> true;
                };
    }

    private static boolean joinsEmoji(int[] name, int at) {
        int before = at - 1;
        while (before > 0 && (isVariation(name[before]) || isSkinTone(name[before]))) {
            before--;
        }
        return before >= 0 && isEmoji(name[before]) && at + 1 < name.length && isEmoji(name[at + 1]);
    }

    private static boolean isEmoji(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL
                || (codePoint >= EMOJI_FIRST && codePoint <= EMOJI_LAST)
                || codePoint == LEFT_RIGHT_ARROW
                || codePoint == UP_DOWN_ARROW;
    }

    private static boolean isSkinTone(int codePoint) {
        return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
    }

    /** As an emoji or as text, or which form of a Han character. */
    private static boolean isVariation(int codePoint) {
        return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
    }

    private static boolean hasVariations(int codePoint) {
        boolean sign = !Character.isLetter(codePoint) && !isMark(codePoint) && !Character.isSpaceChar(codePoint);
        return (sign || Character.isIdeographic(codePoint)) && !Invisible.isIgnorable(codePoint);
    }

    private static boolean marksAreFew(int[] name) {
        boolean based = false;
        int marks = 0;
        for (int codePoint : name) {
            if (!isMark(codePoint)) {
                // On a space a mark hangs in the air, over whatever stands before.
                based = !Character.isSpaceChar(codePoint);
                marks = 0;
            } else if (!based) {
                return false;
            } else if (Character.getType(codePoint) != Character.COMBINING_SPACING_MARK && ++marks > MARKS_MAX) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Unicode's "highly restrictive": what most languages need, and no Cyrillic letter among Latin ones. */
    private static boolean scriptsGoTogether(int[] name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        for (int codePoint : name) {
            scripts.add(UnicodeScript.of(codePoint));
        }
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.UNKNOWN));
        return scripts.size() <= 1 || TOGETHER.stream().anyMatch(together -> together.containsAll(scripts));
    }
}
