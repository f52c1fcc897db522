package chat.maru.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and what the rule says of them: {@code names.txt}, and what is made by rule. */
final class Names {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9a-f]+)}");

    static final List<String> GOOD = table("good");
    static final List<String> HIDDEN = hidden();
    static final List<String> MARKS = table("marks");
    static final List<String> SCRIPTS = table("scripts");

    /** Offices in their disguises, those that the other rules let through. */
    static final List<String> RESERVED = reserved();

    private Names() {}

    private static List<String> table(String verdict) {
        try (InputStream in = Names.class.getResourceAsStream("/names.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(verdict + " "))
                    .map(line -> unescaped(line.substring(verdict.length() + 1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line).replaceAll(escape -> {
            String character = Character.toString(Integer.parseInt(escape.group(1), 16));
            return Matcher.quoteReplacement(character);
        });
    }

    private static List<String> hidden() {
        List<String> names = new ArrayList<>(table("hidden"));
        for (String inside : table("inside")) {
            names.add("a" + inside + "b");
            names.add("지수" + inside + "!");
        }
        return names;
    }

    private static List<String> reserved() {
        List<UnaryOperator<String>> disguises = List.of(
                UnaryOperator.identity(),
                office -> " " + office + "\u3000",
                office -> office.toUpperCase(Locale.ROOT),
                office -> office.substring(0, 1).toUpperCase(Locale.ROOT) + office.substring(1),
                Names::wide,
                office -> Normalizer.normalize(office, Normalizer.Form.NFD),
                office -> office.replace('o', '0').replace('i', '\u0131'),
                office -> office.toUpperCase(Locale.ROOT).replace('I', 'l').replace('O', '0'));
        List<String> names = new ArrayList<>(table("reserved"));
        for (String office : table("office")) {
            disguises.stream()
                    .map(disguise -> disguise.apply(office))
                    .distinct()
                    .forEach(names::add);
        }
        return names;
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.codePoints().forEach(c -> wide.appendCodePoint(c > ' ' && c < 0x7f ? c + 0xfee0 : c));
        return wide.toString();
    }
}
