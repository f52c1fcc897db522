package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small windows and fingers. */
class PhoneBT {
    private static final int TARGET_PX_MIN = 24;
    private static final int FINGER_PX_MIN = 44;
    private static final String TARGETS = "a[href]:visible, button:visible, input:visible, select:visible,"
            + " textarea:visible, [role=option]:visible";
    private static final String LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente".repeat(3);
    private static final String ARABIC = "مرحبا، كيف حالك؟";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void fromTheLobbyIntoARoomByFinger() {
        Page page = visitors.visitor(Look.KOREAN.phone())
                .named("지수")
                .open(HALL.url("/"))
                .page();
        Locator field = page.locator("#hall-room");
        assertThat(field).isVisible();
        assertThat(field).not().isFocused();
        assertTargets(page);
        field.fill("손끝");
        page.locator("#hall form button").tap();
        Locator box = page.locator("maru-room #text");
        assertThat(box).isEditable();
        assertThat(box).not().isFocused();
        writeTwoLines(page, box);
        assertTargets(page);
        assertFits(page);
        page.locator("#settings").tap();
        assertThat(page.locator("dialog.sheet")).isVisible();
        assertTargets(page);
        assertFits(page);
        page.locator("dialog.sheet .close").tap();
        page.locator("maru-room #present").tap();
        assertThat(page.locator("maru-room #people")).isVisible();
        assertTargets(page);
        assertFits(page);
        page.locator("maru-room #people .close").tap();
        page.locator(".home").tap();
        assertThat(page.locator("#hall li")).containsText("손끝");
        assertTargets(page);
        assertFits(page);
    }

    private static void writeTwoLines(Page page, Locator box) {
        box.tap();
        page.keyboard().type("첫 줄");
        page.keyboard().press("Enter");
        page.keyboard().type("둘째 줄");
        assertThat(box).hasValue("첫 줄\n둘째 줄");
        page.locator("maru-room #send").tap();
        assertThat(box).hasValue("");
        assertThat(box).isFocused();
        assertThat(page.locator("maru-room .mine .text")).hasText("첫 줄\n둘째 줄");
    }

    @Test
    void theBoxAndTheEndStayInSightWhenTheKeyboardOpens() {
        HALL.fill("자판", "민호", 60);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN.phone()).named("지수"), HALL.roomUrl("자판"));
        assertThat(reader.row("message 60")).isInViewport();
        reader.composer().tap();
        reader.page().setViewportSize(390, 420);
        reader.assertAtEnd();
        assertWhollyInSight(reader, reader.composer());
        assertThat(reader.row("message 60")).isInViewport();
        reader.page().setViewportSize(390, 844);
        reader.assertAtEnd();
    }

    @Test
    void aFingerThatRestsOpensWhatCanBeDone() {
        HALL.fill("오래", "민호", 20);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN.phone()).named("지수"), HALL.roomUrl("오래"));
        Locator sheet = reader.find("dialog.menu");
        BoundingBox text = reader.row("message 18").locator(".text").boundingBox();
        CDPSession cdp = reader.visitor().context().newCDPSession(reader.page());
        touch(cdp, "touchStart", text.x + 5, text.y + 5);
        assertThat(sheet).isVisible();
        touch(cdp, "touchEnd");
        assertThat(sheet).isVisible();
        assertTargets(reader.page());
        for (BoundingBox box : boxes(sheet.locator("button"))) {
            Assertions.assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(FINGER_PX_MIN);
        }
        for (BoundingBox box : boxes(reader.find("#send, #emoji, #text"))) {
            Assertions.assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(FINGER_PX_MIN);
        }
        sheet.getByText("답장").tap();
        assertThat(sheet).isHidden();
        assertThat(reader.find("#about")).containsText("민호에게 답장");
        assertThat(reader.composer()).isFocused();
    }

    @Test
    void aFingerThatMovesScrollsAndOpensNothing() {
        HALL.fill("밀기", "민호", 60);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN.phone()).named("지수"), HALL.roomUrl("밀기"));
        reader.assertAtEnd();
        BoundingBox log = reader.log().boundingBox();
        CDPSession cdp = reader.visitor().context().newCDPSession(reader.page());
        touch(cdp, "touchStart", 200, log.y + 100);
        for (int step = 1; step <= 10; step++) {
            touch(cdp, "touchMove", 200, log.y + 100 + 30 * step);
        }
        reader.page().waitForCondition(() -> reader.belowPx() > 100);
        // The finger rests for longer than a long press takes; nothing tells that nothing happens.
        reader.page().evaluate("() => new Promise((done) => setTimeout(done, 800))");
        touch(cdp, "touchEnd");
        assertThat(reader.find("dialog.menu")).isHidden();
    }

    private static void touch(CDPSession cdp, String type, double... point) {
        JsonArray points = new JsonArray();
        if (point.length > 0) {
            JsonObject at = new JsonObject();
            at.addProperty("x", point[0]);
            at.addProperty("y", point[1]);
            points.add(at);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        cdp.send("Input.dispatchTouchEvent", event);
    }

    /** The last is a window of 1280 by 1024 pixels at a zoom of 400 %. */
    @ParameterizedTest
    @CsvSource({"320, 640, true", "320, 256, false"})
    void nothingIsCutOffOrScrolledSidewaysInASmallWindow(int width, int height, boolean touch) {
        String room = "작은창" + height;
        HALL.fill(room, "ش".repeat(40), 1);
        Look look = touch ? Look.KOREAN.phone() : Look.KOREAN;
        Visitor visitor = visitors.visitor(look.size(width, height)).named(LONG_WORD.substring(0, 40));
        Reader minho = Reader.enter(visitors.visitor(Look.ENGLISH).named("W".repeat(40)), HALL.roomUrl(room));
        minho.say(LONG_WORD).say(ARABIC).say("```\n" + LONG_WORD + "\n```").say("https://example.com/" + LONG_WORD);
        visitor.open(HALL.url("/"));
        assertFits(visitor.page());
        Reader reader = Reader.enter(visitor, HALL.roomUrl(room));
        assertThat(reader.row(ARABIC)).isVisible();
        Locator text = reader.row(ARABIC).locator(".text");
        Assertions.assertThat(text.evaluate("text => getComputedStyle(text).direction"))
                .isEqualTo("rtl");
        assertFits(reader.page());
        assertTargets(reader.page());
        assertWhollyInSight(reader, reader.composer());
        reader.composer().fill("나도 여기 있어요");
        reader.find("#send").click();
        reader.assertAtEnd();
        Assertions.assertThat(reader.log().boundingBox().height)
                .as("the conversation")
                .isGreaterThan(60);
        reader.find("#present").click();
        assertThat(reader.find("#people")).isVisible();
        assertFits(reader.page());
        reader.find("#people .close").click();
        reader.page().locator("#settings").click();
        assertThat(reader.page().locator("dialog.sheet")).isVisible();
        assertFits(reader.page());
        reader.page().locator("#setting-enter").scrollIntoViewIfNeeded();
        assertThat(reader.page().locator("#setting-enter")).isInViewport();
        reader.visitor().screenshot("small-" + height);
    }

    @Test
    void namesAndTextsFromRightToLeftStandInOrder() {
        Reader ahmad = Reader.enter(visitors.visitor(Look.ENGLISH).named("أحمد"), HALL.roomUrl("rtl"));
        ahmad.say(ARABIC);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN.phone()).named("지수"), HALL.roomUrl("rtl"));
        Locator row = reader.row(ARABIC);
        assertThat(row.locator("bdi")).hasText("أحمد");
        Assertions.assertThat(row.locator("bdi").evaluate("name => getComputedStyle(name).unicodeBidi"))
                .isEqualTo("isolate");
        assertThat(row.locator(".text")).hasAttribute("dir", "auto");
        Assertions.assertThat(row.locator(".text").evaluate("text => getComputedStyle(text).direction"))
                .isEqualTo("rtl");
        reader.page().evaluate("() => { document.documentElement.dir = 'rtl'; }");
        assertFits(reader.page());
        BoundingBox face = row.locator(".face").boundingBox();
        BoundingBox text = row.locator(".bubble").boundingBox();
        Assertions.assertThat(face.x).as("the face is on the right").isGreaterThan(text.x + text.width - 1);
        reader.composer().fill("ok");
        assertWhollyInSight(reader, reader.composer());
        reader.visitor().screenshot("rtl");
    }

    private static void assertTargets(Page page) {
        List<?> small = (List<?>) page.locator(TARGETS).evaluateAll("""
                (targets, min) => targets.filter((target) => !target.closest('.text, .skip')).map((target) => {
                  const { width, height } = target.getBoundingClientRect();
                  return [width, height, target.outerHTML.slice(0, 120)];
                }).filter(([width, height]) => width > 0 && Math.min(width, height) < min)""", TARGET_PX_MIN);
        Assertions.assertThat(small).as("targets that are too small").isEmpty();
    }

    /** The page does not scroll sideways, and neither does, nor cuts off, any part of it. */
    private static void assertFits(Page page) {
        Assertions.assertThat((List<?>) page.locator("html, #hall, main, #log, #people, #composer, header, dialog")
                        .evaluateAll("""
                (parts) => parts.filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1)
                  .map((part) => [part.scrollWidth, part.clientWidth, part.outerHTML.slice(0, 120)])"""))
                .as("parts that are wider than their place")
                .isEmpty();
    }

    private static void assertWhollyInSight(Reader reader, Locator locator) {
        BoundingBox box = locator.boundingBox();
        Assertions.assertThat(box.y).isNotNegative();
        Assertions.assertThat(box.y + box.height)
                .isLessThanOrEqualTo(reader.page().viewportSize().height);
        Assertions.assertThat(box.x + box.width)
                .isLessThanOrEqualTo(reader.page().viewportSize().width);
    }

    private static List<BoundingBox> boxes(Locator locator) {
        return locator.all().stream().map(Locator::boundingBox).toList();
    }
}
