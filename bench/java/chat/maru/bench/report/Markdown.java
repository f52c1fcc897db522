package chat.maru.bench.report;

import java.util.List;

/** A page that is being written. Owned by one thread. */
final class Markdown {
    private final StringBuilder out = new StringBuilder();

    void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    void heading(int level, String text) {
        paragraph("#".repeat(level) + " " + text);
    }

    void list(List<String> items) {
        if (!items.isEmpty()) {
            paragraph("- " + String.join("\n- ", items));
        }
    }

    /** @param words how many columns, from the left, are words; numbers stand on the right */
    void table(int words, List<String> head, List<List<String>> rows) {
        out.append(row(head));
        out.append("|")
                .append("---|".repeat(words))
                .append("--:|".repeat(head.size() - words))
                .append('\n');
        rows.forEach(row -> out.append(row(row)));
        out.append('\n');
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
