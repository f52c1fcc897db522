package chat.maru.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one browser of a run: the system's Chromium, or what {@code MARU_TEST_CHROMIUM} names. Playwright is used by one
 * thread only, that of the tests; the run closes it at its end.
 */
final class Chromium implements AutoCloseable {
    private static final String VARIABLE = "MARU_TEST_CHROMIUM";
    private static final String SYSTEM = "/usr/bin/chromium";

    /** As root, without a screen, and without talk to anybody but the server under test. */
    static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** How long a test waits for what must be seen. Ten times what it should take on a busy machine. */
    private static final double ASSERTION_MILLIS_MAX = 20_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        Path executable = executable();
        PlaywrightAssertions.setDefaultAssertionTimeout(ASSERTION_MILLIS_MAX);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(FLAGS));
    }

    static Path executable() {
        Path path = Path.of(System.getenv().getOrDefault(VARIABLE, SYSTEM));
        if (!Files.isExecutable(path)) {
            throw new AssertionError("There is no Chromium at " + path
                    + ". Install it (Debian: apt-get install chromium"
                    + " fonts-noto-cjk fonts-noto-color-emoji), or name another in the environment: " + VARIABLE + ".");
        }
        return path;
    }

    /** The browser of this run, started when it is first needed. */
    static Browser of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class)
                .browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
