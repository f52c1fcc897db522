package chat.maru.bench.report;

import java.util.Locale;

/** Words of others, made fit for a page. Stateless. */
final class Words {
    private static final int CHARACTERS_MAX = 300;

    private Words() {}

    /** In one line of bounded length; where the measuring machine kept its files is nobody's concern. */
    static String line(String text) {
        String line = text.replaceAll("(/[\\w.+@-]+)+?/(?=(target|bench)/)", "")
                .replaceAll("Step\\[rooms=(\\d+), members=(\\d+), messagesPerSecond=(\\d+)]", "$1 × $2 at $3/s")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() > CHARACTERS_MAX ? line.substring(0, CHARACTERS_MAX) + "…" : line;
    }

    /** For a cell of a table in Markdown, or any other text in it. */
    static String markdown(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|");
    }

    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@code messagesPerSecond} as words: "messages per second". */
    static String spoken(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([a-zA-Z])([0-9])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }
}
