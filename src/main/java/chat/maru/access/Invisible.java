package chat.maru.access;

/**
 * The characters that are drawn as nothing: Unicode calls them default-ignorable. With them two names can differ and
 * look the same. Stateless.
 */
final class Invisible {
    /** First and last of each range, in order. Java does not know this property. */
    private static final int[][] IGNORABLE = {
        {0xad, 0xad},
        {0x34f, 0x34f},
        {0x61c, 0x61c},
        {0x115f, 0x1160},
        {0x17b4, 0x17b5},
        {0x180b, 0x180f},
        {0x200b, 0x200f},
        {0x202a, 0x202e},
        {0x2060, 0x206f},
        {0x3164, 0x3164},
        {0xfe00, 0xfe0f},
        {0xfeff, 0xfeff},
        {0xffa0, 0xffa0},
        {0xfff0, 0xfff8},
        {0x1bca0, 0x1bca3},
        {0x1d173, 0x1d17a},
        {0xe0000, 0xe0fff}
    };

    private static final int BLANK_BRAILLE = 0x2800;
    private static final int NULL_NOTE_HEAD = 0x1d159;

    private Invisible() {}

    /** Whether the standard has it drawn as nothing wherever it means nothing. */
    static boolean isIgnorable(int codePoint) {
        for (int[] range : IGNORABLE) {
            if (codePoint <= range[1]) {
                return codePoint >= range[0];
            }
        }
        return false;
    }

    /** Whether nothing is seen of it: ignorable, or a symbol that is blank. */
    static boolean isInvisible(int codePoint) {
        return isIgnorable(codePoint) || codePoint == BLANK_BRAILLE || codePoint == NULL_NOTE_HEAD;
    }

    /** The text without them. */
    static String strip(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isIgnorable(c)).forEach(seen::appendCodePoint);
        return seen.toString();
    }
}
