package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The pages of {@code docs/deploy}, which the suite takes its configuration of logins from. Stateless. */
final class Manual {
    static final Path PAGES = Path.of("docs", "deploy");

    private static final String SECTION = "\n## Log people in\n";
    private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

    private Manual() {}

    /** The blocks of code of a page's section on logins. */
    static List<String> login(String page) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        int begin = text.indexOf(SECTION);
        assertThat(begin).as(page + " says how people are logged in").isPositive();
        int end = text.indexOf("\n## ", begin + 1);
        return BLOCK.matcher(text.substring(begin, end < 0 ? text.length() : end))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
