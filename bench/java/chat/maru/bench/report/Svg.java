package chat.maru.bench.report;

import java.util.Locale;

/**
 * A picture that is being drawn. It has its own ground, so that it can be read on any page, and follows the reader's
 * choice of light or dark. Owned by one thread.
 */
final class Svg {
    private static final String STYLE = """
            <style>
            svg { --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d8dee4; --ours: #0f766e; \
            --other: #8c97a3; --limit: #c2cad3; --second: #b45309; --third: #6d28d9; }
            @media (prefers-color-scheme: dark) {
            svg { --ground: #0d1117; --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --ours: #2dd4bf; \
            --other: #7d8793; --limit: #4b545f; --second: #f0a352; --third: #b79bf5; }
            }
            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--ink); }
            .title { font-size: 13px; font-weight: 600; }
            .soft { fill: var(--soft); }
            .bold { font-weight: 600; }
            </style>
            """;

    private final StringBuilder out = new StringBuilder();

    /** @param about the picture, for those who do not see it */
    Svg(int width, int height, String about) {
        out.append(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                                + " role=\"img\">%n",
                        width,
                        height,
                        width,
                        height))
                .append("<title>")
                .append(Words.xml(about))
                .append("</title>\n")
                .append(STYLE);
        add("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"var(--ground)\"/>", width, height);
    }

    /** @param kind of text: {@code title}, {@code soft}, {@code bold}, or several */
    void text(double x, double y, String anchor, String kind, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
                x, y, anchor, kind, Words.xml(text));
    }

    /** @param colour a name of the style's */
    void bar(double x, double y, double width, double height, String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"var(--%s)\"/>",
                x, y, Math.max(1, width), height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour, double width) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"var(--%s)\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    /** A hollow one shows the ground. */
    void dot(double x, double y, String colour, boolean filled) {
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"var(--%s)\" stroke=\"var(--%s)\""
                        + " stroke-width=\"2\"/>",
                x, y, filled ? colour : "ground", colour);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}
