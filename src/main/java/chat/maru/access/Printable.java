package chat.maru.access;

/** Makes text of strangers fit for one line of a log. Stateless. */
public final class Printable {
    private Printable() {}

    /**
     * The text with everything escaped that could begin a line, hide, or turn the writing direction; cut short behind
     * so many characters.
     */
    public static String of(String text, int charsMax) {
        StringBuilder printable = new StringBuilder();
        text.substring(0, Math.min(text.length(), charsMax)).codePoints().forEach(c -> {
            if (isPlain(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format("\\u%04x", c));
            }
        });
        return printable.append(text.length() > charsMax ? "…" : "").toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> codePoint != '\\';
        };
    }
}
