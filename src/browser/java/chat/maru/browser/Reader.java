package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A visitor in a room, and where the things of a conversation are on the page. Not thread-safe. */
final class Reader {
    /** How long a reader turns the wheel, or presses a key, before giving up. Ten times what it takes. */
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Visitor visitor;
    private final Page page;

    private Reader(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
    }

    /** Goes to a room and is in: connected, and with the newest messages. */
    static Reader enter(Visitor visitor, String url) {
        visitor.open(url);
        return in(visitor);
    }

    /** Has come to a room in another way. */
    static Reader in(Visitor visitor) {
        Reader reader = new Reader(visitor);
        assertThat(reader.find("#dot[data-phase=open]")).isVisible();
        return reader;
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return page;
    }

    /** A part of the element, by a selector. */
    Locator find(String selector) {
        return page.locator("maru-room " + selector);
    }

    Locator composer() {
        return find("#text");
    }

    Locator log() {
        return find("#log");
    }

    Locator rows() {
        return find("#rows > li.message");
    }

    /** The row of a message, by its whole text. */
    Locator row(String text) {
        Locator body = page.getByText(text, new Page.GetByTextOptions().setExact(true));
        return rows().filter(new Locator.FilterOptions().setHas(body));
    }

    Locator divider() {
        return find("#rows > li.divider");
    }

    Locator pill() {
        return find("#pill");
    }

    Reader say(String text) {
        composer().fill(text);
        composer().press("Enter");
        return this;
    }

    /** Turns the wheel once over the conversation; a negative distance goes back in time. */
    Reader wheel(double px) {
        BoundingBox box = log().boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().wheel(0, px);
        return this;
    }

    /** Turns the wheel until something is so. */
    void wheelUntil(double px, BooleanSupplier seen) {
        until(() -> wheel(px), seen);
    }

    /** Does something again and again until something is so. */
    void until(Runnable act, BooleanSupplier seen) {
        long start = System.nanoTime();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("not seen in time; in sight: " + textsInSight());
            }
            act.run();
        }
    }

    /** How much of the conversation lies below what is in sight, in CSS pixels. */
    double belowPx() {
        return ((Number) log().evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight")).doubleValue();
    }

    /** Scrolls by so many CSS pixels, and says how much is below then. */
    double scroll(double px) {
        return ((Number) log().evaluate(
                                "(log, px) => { log.scrollTop += px;"
                                        + " return log.scrollHeight - log.scrollTop - log.clientHeight; }",
                                px))
                .doubleValue();
    }

    /** The newest row is in sight, and nothing is below it. */
    void assertAtEnd() {
        page.waitForCondition(() -> Math.abs(belowPx()) <= 1);
        assertThat(rows().last()).isInViewport();
    }

    /** Where a row begins in the window, in CSS pixels. */
    double top(Locator row) {
        return ((Number) row.evaluate("row => row.getBoundingClientRect().top")).doubleValue();
    }

    /** The texts of the rows, in their order. */
    Stream<String> texts() {
        return rows().locator(".text").allTextContents().stream();
    }

    private List<?> textsInSight() {
        return (List<?>) log().evaluate("""
                log => {
                  const sight = log.getBoundingClientRect();
                  return [...log.querySelectorAll('li')].filter((row) => {
                    const { top, bottom } = row.getBoundingClientRect();
                    return bottom > sight.top && top < sight.bottom;
                  }).map((row) => row.textContent.trim());
                }""");
    }
}
