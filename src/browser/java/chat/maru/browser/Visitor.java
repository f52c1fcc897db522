package chat.maru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonPrimitive;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody with a browser profile of their own and a page in it. Everything that goes wrong in any of its pages is
 * remembered: errors on the console, errors that nothing caught, and violations of the content security policy. Made by
 * {@link Visitors}; not thread-safe.
 */
final class Visitor implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** What a browser says by itself of a server that is gone, or of a network that is off. */
    private static final Pattern CUT_OFF = Pattern.compile("(WebSocket connection to .*failed|.*net::ERR_).*");

    /** What axe is told that it may not do: put a style in. It comes from no file, as nothing of the page does. */
    private static final Pattern AXE =
            Pattern.compile("(?s)(violates style-src-(attr|elem): inline :\\d+ |Applying inline style violates ).*");

    /** Rules that axe does not ask by itself are among them, such as that of the size of targets. */
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "experimental");

    /** Said on the console by the browser's own event, before any script of the page runs. */
    private static final String TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error("
            + "`violates ${e.violatedDirective}: ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`))";

    /** What fades in has no contrast yet, and a busy machine gives axe time to catch it at that. */
    private static final String AT_REST = """
            () => Promise.all([document, ...document.querySelectorAll('maru-room')]
              .map((host) => host.shadowRoot ?? host)
              .flatMap((root) => root.getAnimations())
              .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
              .map((animation) => animation.finished.catch(() => null)))
              .then(() => null)""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> noise = new ArrayList<>();
    private boolean mayBeCutOff;

    Visitor(BrowserContext context) {
        this.context = context;
        context.addInitScript(TELL_VIOLATIONS);
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> noise.add("uncaught: " + error.error()));
        page = context.newPage();
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error")) {
            noise.add(message.text() + " (" + message.location() + ")");
        }
    }

    /** The page, to look for things in. CSS selectors and roles see into open shadow roots. */
    Page page() {
        return page;
    }

    /** The profile: {@code setOffline}, more pages, permissions. */
    BrowserContext context() {
        return context;
    }

    /** Has given this name at an earlier visit, so that no page asks for one. */
    Visitor named(String name) {
        // A page that is still empty, or of a server that is gone, has no storage.
        context.addInitScript(
                "origin === 'null' || localStorage.setItem('maru.name', " + new JsonPrimitive(name) + ")");
        return this;
    }

    /** Goes to an address, see {@link Hall#url}. */
    Visitor open(String url) {
        page.navigate(url);
        return this;
    }

    /** Writes as with an input method, where the focus is. */
    Ime ime() {
        return new Ime(context.newCDPSession(page));
    }

    /** From here on the server or the network may be gone, so the browser may say that it cannot connect. */
    Visitor mayBeCutOff() {
        mayBeCutOff = true;
        return this;
    }

    /** What went wrong so far. */
    List<String> noise() {
        return noise.stream()
                .filter(text -> !mayBeCutOff || !CUT_OFF.matcher(text).matches())
                .toList();
    }

    /** What went wrong so far, for a test that means it to; it counts no more. */
    List<String> takeNoise() {
        listen();
        List<String> taken = noise();
        noise.clear();
        return taken;
    }

    /** What a browser has told before it answers has arrived here. */
    private void listen() {
        context.pages().forEach(open -> open.evaluate("() => new Promise(done => setTimeout(done))"));
    }

    /** Nothing went wrong in any page: no error, caught or not, and no violation of the policy. */
    void assertQuiet() {
        listen();
        assertThat(noise()).as("errors and violations in %s", page.url()).isEmpty();
    }

    /** axe finds nothing: all of its rules, those of WCAG 2.2 too, all of the page, no exception. */
    void assertAccessible(String view) {
        page.evaluate(AT_REST);
        listen();
        int before = noise.size();
        List<String> violations = new AxeBuilder(page)
                .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + rule.getHelp() + "\n  " + node.getTarget() + " "
                                        + node.getHtml() + "\n  " + node.getFailureSummary()))
                        .toList();
        listen();
        noise.subList(before, noise.size()).removeIf(heard -> AXE.matcher(heard).matches());
        assertThat(violations).as("what axe finds in %s: %s", page.url(), view).isEmpty();
    }

    /** Keeps what the window shows as {@code target/screenshots/name.png}. */
    Path screenshot(String name) {
        Path file = SCREENSHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        return file;
    }

    @Override
    public void close() {
        context.close();
    }
}
