package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a mouse, all the way: the focus is seen wherever it goes, and is never lost. */
class KeyboardBT {
    private static final int TABS_MAX = 30;

    /** Where the focus is, through shadow roots, and whether it can be seen. */
    private static final String FOCUS = """
            () => {
              let at = document.activeElement;
              while (at.shadowRoot?.activeElement) {
                at = at.shadowRoot.activeElement;
              }
              const { outlineStyle, outlineWidth } = getComputedStyle(at);
              const { top, bottom, width } = at.getBoundingClientRect();
              return {
                what: at.localName,
                text: (at.getAttribute('aria-label') ?? at.textContent).trim(),
                isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && bottom > 0
                  && top < innerHeight,
              };
            }""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aConversationIsHeldWithoutAMouse() {
        Reader minho = Reader.enter(visitors.visitor(Look.KOREAN).named("민호"), HALL.roomUrl("열쇠"));
        Visitor visitor = visitors.visitor(Look.KOREAN).named("지수").open(HALL.url("/"));
        Page page = visitor.page();
        assertFocused(page, page.locator("#hall-room"));
        page.keyboard().type("열쇠");
        page.keyboard().press("Enter");
        Reader jisu = Reader.in(visitor);
        assertFocused(page, jisu.composer());
        page.keyboard().type("안녕하세요");
        page.keyboard().press("Enter");
        assertThat(minho.row("안녕하세요")).isVisible();
        minho.say("반가워요");
        assertThat(jisu.row("반가워요")).isVisible();
        assertFocused(page, jisu.composer());

        intoTheRows(jisu, "반가워요");
        press(page, "ArrowUp");
        assertFocused(page, jisu.row("안녕하세요"));
        press(page, "ArrowDown");
        assertFocused(page, jisu.row("반가워요"));

        press(page, "Enter");
        answer(page, jisu, minho);

        intoTheRows(jisu, "저도요");
        press(page, "Enter");
        press(page, "Escape");
        assertFocused(page, jisu.row("저도요"));
        press(page, "Escape");
        assertFocused(page, jisu.composer());
    }

    /** From the row into its toolbar: a reaction, and then a reply. */
    private static void answer(Page page, Reader jisu, Reader minho) {
        assertFocused(page, jisu.find(".toolbar button").first());
        page.keyboard().press("Enter");
        assertThat(minho.find(".mark").first()).hasText("👍 1");
        assertThat(jisu.find(".mark").first()).hasAttribute("aria-pressed", "true");
        assertSeen(page);
        press(page, "ArrowRight");
        press(page, "ArrowRight");
        assertFocused(page, jisu.find(".toolbar button[aria-label=답장]"));
        page.keyboard().press("Enter");
        assertFocused(page, jisu.composer());
        assertThat(jisu.find("#about")).containsText("민호에게 답장");
        page.keyboard().type("저도요");
        page.keyboard().press("Enter");
        assertThat(minho.row("저도요").locator(".quote")).containsText("반가워요");
    }

    /** The rows are one stop before the box and its button. */
    private static void intoTheRows(Reader reader, String newest) {
        Page page = reader.page();
        assertThat(reader.row(newest)).isVisible();
        press(page, "Shift+Tab");
        press(page, "Shift+Tab");
        assertFocused(page, reader.row(newest));
        press(page, "Shift+Tab");
        Assertions.assertThat(focus(page).get("what")).isNotEqualTo("li");
        press(page, "Tab");
        assertFocused(page, reader.row(newest));
    }

    @Test
    void theRegionsArePassedThroughByOneKeyAndTheNameIsChangedOnTheWay() {
        HALL.fill("둘레", "민호", 5);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN).named("지수"), HALL.roomUrl("둘레"));
        Page page = reader.page();
        assertFocused(page, reader.composer());
        press(page, "F6");
        assertFocused(page, page.locator("#hall a[aria-current]"));
        press(page, "F6");
        assertFocused(page, reader.find("#present"));
        press(page, "F6");
        assertFocused(page, reader.row("message 5"));
        press(page, "F6");
        assertFocused(page, reader.composer());
        press(page, "Shift+F6");
        assertFocused(page, reader.row("message 5"));
        press(page, "Shift+F6");
        press(page, "Enter");
        assertFocused(page, reader.find("#people .close"));
        press(page, "Tab");
        assertFocused(page, reader.find("#people .person button"));
        press(page, "Enter");
        assertFocused(page, reader.find("#naming-name"));
        page.keyboard().type("지수야");
        page.keyboard().press("Enter");
        assertThat(reader.find("dialog.ask")).isHidden();
        assertThat(reader.find("#people .person bdi").first()).hasText("지수야");
        assertFocused(page, reader.find("#people .person button"));
        press(page, "Escape");
        assertFocused(page, reader.find("#present"));
    }

    @Test
    void theDialogsOfThePageGiveTheFocusBack() {
        HALL.fill("창", "민호", 5);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN).named("지수"), HALL.roomUrl("창"));
        Page page = reader.page();
        assertFocused(page, reader.composer());
        Locator settings = page.locator("#hall footer button").first();
        press(page, "F6");
        for (int i = 0; i < TABS_MAX && !(boolean) settings.evaluate("button => button.matches(':focus')"); i++) {
            press(page, "Tab");
        }
        assertFocused(page, settings);
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog.sheet")).isVisible();
        press(page, "Tab");
        assertFocused(page, page.locator("#setting-lang"));
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.sheet")).hasCount(0);
        assertFocused(page, settings);
        page.keyboard().press("?");
        assertThat(page.locator("dialog.sheet")).containsText("단축키");
        assertSeen(page);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.sheet")).hasCount(0);
        assertFocused(page, settings);
        page.keyboard().press("Control+k");
        assertFocused(page, page.locator("dialog.switcher input"));
        page.keyboard().press("Escape");
        assertFocused(page, settings);
    }

    private static void press(Page page, String key) {
        page.keyboard().press(key);
        assertSeen(page);
    }

    private static void assertFocused(Page page, Locator locator) {
        assertThat(locator).isFocused();
        assertSeen(page);
    }

    private static void assertSeen(Page page) {
        Map<?, ?> focus = focus(page);
        Assertions.assertThat(focus.get("what")).as("where the focus is").isNotEqualTo("body");
        Assertions.assertThat(focus.get("isSeen"))
                .as("whether one sees %s", focus)
                .isEqualTo(true);
    }

    private static Map<?, ?> focus(Page page) {
        return (Map<?, ?>) page.evaluate(FOCUS);
    }
}
