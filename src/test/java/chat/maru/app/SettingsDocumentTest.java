package chat.maru.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} is what the code says. {@code -Dmaru.test.write=true} writes it anew. */
class SettingsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/settings.md");
    private static final String HEAD = """
            # Settings

            Made from `chat.maru.app.Setting`;
            `mvn test -Dtest=SettingsDocumentTest -Dmaru.test.write=true` writes it anew.

            First wins: the servlet's context parameter (`maru.port`), the system property (`-Dmaru.port=9000`), the
            environment (`MARU_PORT=9000`), the default. A name that begins with `maru.` and is none of these stops
            the start and suggests the nearest one; in the environment it is only warned of.

            | setting | in the environment | default | bounds | meaning |
            |---|---|---|---|---|
            """;

    @Test
    void theDocumentSaysWhatTheCodeSays() throws IOException {
        StringBuilder expected = new StringBuilder(HEAD);
        for (Setting setting : Setting.all()) {
            String bounds = setting.isNumber() ? setting.min() + " to " + setting.max() : "";
            String value = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
            expected.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(setting.key(), setting.variable(), value, bounds, setting.meaning()));
        }
        if (Boolean.getBoolean("maru.test.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected.toString());
    }
}
