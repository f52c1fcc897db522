package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading back, to the first message, and on again to the newest. */
class HistoryBT {
    private static final int ROWS_MAX = 500;
    private static final int WHEEL_PX = 4_000;

    /**
     * Watches the rows from within, without a moment in between: before each frame is drawn it remembers where a row in
     * the middle of the window stands, and when rows have come or gone, before anything is painted, how far that one
     * has moved.
     */
    private static final String WATCH = """
            log => {
              const rows = log.querySelector('#rows');
              const seen = new Set();
              const watch = window.watch = { pages: 0, shiftPx: 0, rowsMax: 0, wrong: [], seen };
              const topOf = (row) => row.getBoundingClientRect().top;
              let middle;
              let top;
              const look = () => {
                const { top: start, height } = log.getBoundingClientRect();
                middle = [...rows.querySelectorAll('.message')].find((row) => topOf(row) > start + height / 2);
                top = middle && topOf(middle);
                requestAnimationFrame(look);
              };
              const number = (row) => Number(/\\d+$/.exec(row.querySelector('.text').textContent));
              const check = () => {
                const messages = [...rows.querySelectorAll('.message')];
                const numbers = messages.map(number);
                numbers.forEach((n, i) => i > 0 && n !== numbers[i - 1] + 1 && watch.wrong.push([numbers[i - 1], n]));
                numbers.forEach((n) => seen.add(n));
                watch.rowsMax = Math.max(watch.rowsMax, messages.length);
                watch.pages += 1;
                const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight <= 1;
                if (middle?.isConnected && !atEnd) {
                  watch.shiftPx = Math.max(watch.shiftPx, Math.abs(topOf(middle) - top));
                }
              };
              look();
              check();
              new MutationObserver(check).observe(rows, { childList: true });
            }""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void twoThousandMessagesAreReadToTheBeginningAndBackWithoutAJumpAHoleOrADouble() {
        HALL.fill("긴방", "지수", 2_000);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN).named("민호"), HALL.roomUrl("긴방"));
        assertThat(reader.row("message 2000")).isVisible();
        reader.log().evaluate(WATCH);
        Locator beginning = reader.page().getByText("여기가 대화의 시작입니다.");
        reader.wheelUntil(
                -WHEEL_PX,
                () -> beginning.isVisible() && reader.row("message 1").isVisible());
        assertThat(reader.row("message 1")).isInViewport();
        assertThat(beginning).isInViewport();
        try (MaruClient jisu = HALL.member("긴방", "지수")) {
            say(jisu, 2_001, 2_015);
            reader.wheelUntil(WHEEL_PX, () -> reader.row("message 1200").isVisible());
            say(jisu, 2_016, 2_030);
            reader.wheelUntil(WHEEL_PX, () -> reader.row("message 2030").isVisible() && reader.belowPx() <= 1);
        }
        assertThat(reader.pill()).isHidden();
        assertWatched(reader, 2_030);
    }

    private static void say(MaruClient member, int from, int to) {
        for (int i = from; i <= to; i++) {
            Hall.in(member.publish("message " + i));
        }
    }

    private static void assertWatched(Reader reader, int messages) {
        Map<?, ?> watch = (Map<?, ?>) reader.page().evaluate("() => ({ ...watch, seen: watch.seen.size })");
        System.out.println("history: " + watch);
        Assertions.assertThat((List<?>) watch.get("wrong"))
                .as("neighbours that are none")
                .isEmpty();
        Assertions.assertThat(watch.get("seen")).as("messages seen").isEqualTo(messages);
        Assertions.assertThat(number(watch, "rowsMax")).isLessThanOrEqualTo(ROWS_MAX);
        Assertions.assertThat(number(watch, "shiftPx"))
                .as("a row in sight moved")
                .isLessThanOrEqualTo(1);
        Assertions.assertThat(number(watch, "pages")).isGreaterThan(messages / 50);
    }

    private static double number(Map<?, ?> watch, String name) {
        return ((Number) watch.get(name)).doubleValue();
    }

    @Test
    void homeAndTheArrowLoadEarlierMessagesAndEndLeadsToTheNewest() {
        HALL.fill("keys", "지수", 320);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN).named("민호"), HALL.roomUrl("keys"));
        assertThat(reader.row("message 320")).isVisible();
        reader.row("message 320").focus();
        reader.until(
                () -> reader.page().keyboard().press("Home"),
                () -> reader.row("message 171").isVisible());
        reader.until(() -> reader.page().keyboard().press("ArrowUp"), () -> isFocused(reader.row("message 100")));
        assertThat(reader.row("message 100")).isInViewport();
        reader.until(() -> reader.page().keyboard().press("Home"), () -> isFocused(reader.row("message 1")));
        assertThat(reader.row("message 1")).isInViewport();
        reader.page().keyboard().press("End");
        assertThat(reader.row("message 320")).isFocused();
        reader.assertAtEnd();
    }

    private static boolean isFocused(Locator row) {
        return row.count() == 1 && (boolean) row.evaluate("row => row.matches(':focus')");
    }
}
