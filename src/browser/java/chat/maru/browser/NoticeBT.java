package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a page draws attention to itself, and that it does not where nobody asked for it. */
class NoticeBT {
    /** Counts what would disturb: questions for permission, and sounds. */
    private static final String COUNT = """
            window.asked = 0;
            window.sounds = 0;
            const ask = Notification.requestPermission.bind(Notification);
            Notification.requestPermission = () => { window.asked += 1; return ask(); };
            window.AudioContext = class extends AudioContext { constructor() { super(); window.sounds += 1; } };""";

    /** A window behind others: a browser without a screen has none, so that the page is told. */
    private static final String HIDE = """
            (hidden) => {
              Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
              Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible',
                configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aHiddenPageCountsInItsTitleAndOnItsIconUntilItIsSeen() {
        Reader reader = enter(visitors.visitor(Look.KOREAN), "숨은방");
        Page page = reader.page();
        Locator icon = page.locator("link[rel=icon]");
        try (MaruClient jisu = HALL.member("숨은방", "지수")) {
            Hall.in(jisu.publish("보이는 말"));
            assertThat(reader.row("보이는 말")).isInViewport();
            assertThat(page).hasTitle("숨은방 · Maru");
            page.evaluate(HIDE, true);
            Hall.in(jisu.publish("하나"));
            Hall.in(jisu.publish("둘"));
            assertThat(page).hasTitle("(2) 숨은방 · Maru");
            assertThat(icon).hasAttribute("href", "favicon-news.svg");
            page.evaluate(HIDE, false);
            assertThat(page).hasTitle("숨은방 · Maru");
            assertThat(icon).hasAttribute("href", "favicon.svg");
            assertThat(reader.divider()).isVisible();
        }
    }

    @Test
    void nothingIsCountedInFrontOfAReaderWhoSeesIt() {
        Reader reader = enter(visitors.visitor(Look.KOREAN), "앞방");
        Page page = reader.page();
        page.evaluate("""
                () => {
                  window.titles = [];
                  new MutationObserver(() => titles.push(document.title))
                    .observe(document.querySelector('title'), { childList: true, characterData: true, subtree: true });
                }""");
        try (MaruClient jisu = HALL.member("앞방", "지수")) {
            for (int i = 1; i <= 20; i++) {
                Hall.in(jisu.publish("말 " + i));
                assertThat(reader.row("말 " + i)).isVisible();
            }
        }
        Assertions.assertThat((List<?>) page.evaluate("() => titles.filter((title) => title !== '앞방 · Maru')"))
                .isEmpty();
        assertThat(page.locator("#hall .unread")).hasCount(0);
    }

    @Test
    void whoReadsAboveIsCountedForUntilTheEndIsSeen() {
        HALL.fill("윗방", "지수", 60);
        Reader reader = enter(visitors.visitor(Look.KOREAN), "윗방");
        assertThat(reader.row("message 60")).isVisible();
        reader.wheelUntil(-300, () -> reader.belowPx() > 300);
        try (MaruClient jisu = HALL.member("윗방", "지수")) {
            Hall.in(jisu.publish("하나"));
            assertThat(reader.page()).hasTitle("(1) 윗방 · Maru");
        }
        reader.wheelUntil(600, () -> reader.belowPx() <= 1);
        assertThat(reader.page()).hasTitle("윗방 · Maru");
    }

    @Test
    void permissionIsAskedForByAClickOnlyAndADenialIsExplained() {
        Reader reader = enter(visitors.visitor(Look.KOREAN), "조용");
        Page page = reader.page();
        try (MaruClient jisu = HALL.member("조용", "지수")) {
            Hall.in(jisu.publish("@민호 안녕"));
            assertThat(reader.row("@민호 안녕")).isVisible();
        }
        Assertions.assertThat(page.evaluate("() => asked")).isEqualTo(0);
        choose(page, "notify", "mentions");
        assertThat(page.locator("dialog .problem")).containsText("브라우저가 알림을 막고 있습니다.");
        Assertions.assertThat(page.evaluate("() => asked")).isEqualTo(1);
    }

    @Test
    void aMentionIsNotifiedOfOnceWhileThePageIsHiddenAndWithoutASound() {
        Visitor visitor = visitors.visitor(Look.KOREAN);
        visitor.context().grantPermissions(List.of("notifications"));
        Reader reader = enter(visitor, "부름");
        Page page = reader.page();
        choose(page, "notify", "mentions");
        page.waitForCondition(() -> page.evaluate("() => navigator.serviceWorker.ready.then(() => 'ready')")
                .equals("ready"));
        page.keyboard().press("Escape");
        try (MaruClient jisu = HALL.member("부름", "지수")) {
            Hall.in(jisu.publish("@민호 보고 있죠?"));
            assertThat(reader.row("@민호 보고 있죠?")).isVisible();
            page.evaluate(HIDE, true);
            Hall.in(jisu.publish("그냥 말"));
            Hall.in(jisu.publish("@민호 어디예요?"));
            page.waitForCondition(() -> !notifications(page).isEmpty());
            Hall.in(jisu.publish("@민호 여보세요?"));
            page.waitForCondition(() -> notifications(page).toString().contains("여보세요?"));
        }
        Map<?, ?> shown = (Map<?, ?>) notifications(page).get(0);
        Assertions.assertThat(notifications(page)).hasSize(1);
        Assertions.assertThat(shown.get("tag")).isEqualTo("maru 부름");
        Assertions.assertThat(shown.get("title")).isEqualTo("부름");
        Assertions.assertThat(shown.get("body")).isEqualTo("지수: @민호 여보세요?");
        Assertions.assertThat(shown.get("url").toString()).startsWith(HALL.roomUrl("부름") + "&at=");
        Assertions.assertThat(page.evaluate("() => sounds")).isEqualTo(0);
    }

    private static List<?> notifications(Page page) {
        return (List<?>) page.evaluate("""
                async () => (await (await navigator.serviceWorker.ready).getNotifications())
                  .map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }))""");
    }

    @Test
    void aSoundIsOffUntilItIsChosen() {
        Reader reader = enter(visitors.visitor(Look.KOREAN), "소리");
        Page page = reader.page();
        openSettings(page);
        assertThat(page.locator("#setting-sound")).hasValue("off");
        page.locator("#setting-sound").selectOption("on");
        page.keyboard().press("Escape");
        page.evaluate(HIDE, true);
        try (MaruClient jisu = HALL.member("소리", "지수")) {
            Hall.in(jisu.publish("@민호 들려요?"));
            page.waitForCondition(() -> page.evaluate("() => sounds").equals(1));
        }
    }

    @Test
    void whatWasChosenIsKept() {
        Reader reader = enter(visitors.visitor(Look.KOREAN), "설정");
        Page page = reader.page();
        String light = paper(page);
        choose(page, "theme", "dark");
        page.waitForCondition(() -> !paper(page).equals(light));
        page.locator("#setting-lang").selectOption("en");
        assertThat(page.locator("maru-room #text")).hasAttribute("placeholder", "Write a message");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("maru-room #text")).hasAttribute("placeholder", "Write a message");
        Assertions.assertThat(paper(page)).isNotEqualTo(light);
        choose(page, "theme", "light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.waitForCondition(() -> paper(page).equals(light));
        page.locator("#setting-theme").selectOption("auto");
        page.waitForCondition(() -> !paper(page).equals(light));
    }

    private static String paper(Page page) {
        return (String) page.locator("maru-room .room").evaluate("room => getComputedStyle(room).backgroundColor");
    }

    private static Reader enter(Visitor visitor, String room) {
        visitor.context().addInitScript(COUNT);
        return Reader.enter(visitor.named("민호"), HALL.roomUrl(room));
    }

    private static void choose(Page page, String setting, String choice) {
        openSettings(page);
        page.locator("#setting-" + setting).selectOption(choice);
    }

    private static void openSettings(Page page) {
        page.locator("#hall footer button").first().click();
        assertThat(page.locator("dialog.sheet")).isVisible();
    }
}
