package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rooms that somebody knows, and the ways from one to another. */
class RoomsBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void theLobbyShowsTheRoomsOneKnowsWhoIsThereAndWhatIsUnread() {
        Page page = lobby();
        enter(page, "하나");
        try (MaruClient jisu = HALL.member("하나", "지수")) {
            Hall.in(jisu.publish("안녕"));
            assertThat(page.getByText("안녕", exactly())).isVisible();
            // Read marks are told once a second: the second one is told by leaving.
            Hall.in(jisu.publish("반가워요"));
            assertThat(page.getByText("반가워요", exactly())).isVisible();
            // Who is there is told once a second, too, and the lobby asks but twice a minute.
            assertThat(page.locator("maru-room #present")).containsText("2");
            page.locator("#hall .brand").click();
            assertThat(page).hasTitle("Maru");
            assertThat(page.locator("#hall-room")).isFocused();
            Hall.in(jisu.publish("거기 있어요?"));
            page.reload();
            Locator row = known(page, "하나");
            assertThat(row.locator(".unread")).containsText("안 읽은 메시지 1개");
            assertThat(row.locator("small")).containsText("명");
            assertThat(row.locator("small")).hasAttribute("title", Pattern.compile("지수"));
        }
    }

    @Test
    void roomsAreSwitchedWithoutAReloadAndBackAndForwardWork() {
        Page page = lobby();
        enter(page, "one");
        page.evaluate("() => { window.stays = true; }");
        page.locator("maru-room #text").fill("half a");
        enter(page, "two");
        assertThat(page).hasURL(Pattern.compile("\\?room=two$"));
        known(page, "one").locator("a").click();
        assertIn(page, "one");
        assertThat(page.locator("maru-room #text")).hasValue("half a");
        assertThat(known(page, "one").locator("a")).hasAttribute("aria-current", "page");
        page.goBack();
        assertIn(page, "two");
        page.goBack();
        assertIn(page, "one");
        page.goBack();
        assertThat(page).hasTitle("Maru");
        assertThat(page.locator("maru-room")).isHidden();
        page.goForward();
        assertIn(page, "one");
        page.keyboard().press("Alt+ArrowDown");
        assertIn(page, "two");
        page.keyboard().press("Alt+ArrowUp");
        assertIn(page, "one");
        Assertions.assertThat(page.evaluate("() => window.stays")).isEqualTo(true);
    }

    @Test
    void aForgottenRoomIsGoneForGood() {
        Page page = lobby();
        enter(page, "kept");
        enter(page, "forgotten");
        page.locator("#hall .brand").click();
        known(page, "forgotten").locator(".forget").click();
        assertThat(known(page, "forgotten")).hasCount(0);
        assertThat(page.locator("body:focus")).hasCount(0);
        page.reload();
        assertThat(known(page, "kept")).isVisible();
        assertThat(known(page, "forgotten")).hasCount(0);
    }

    @Test
    void aNameThatNoRoomCanHaveIsRefusedBesideTheField() {
        Page page = lobby();
        Locator field = page.locator("#hall-room");
        Locator problem = page.locator("#hall-problem");
        field.press("Enter");
        assertThat(problem).hasText("방 이름을 적어 주세요.");
        field.fill("a/b");
        assertThat(problem).hasText("");
        field.press("Enter");
        assertThat(problem).hasText("방 이름에는 글자, 숫자, _ - . 만 쓸 수 있고 글자나 숫자로 시작해야 합니다.");
        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).hasAttribute("aria-describedby", "hall-problem");
        assertThat(field).isFocused();
        field.fill("가".repeat(65));
        field.press("Enter");
        assertThat(problem).hasText("방 이름은 64자까지 쓸 수 있습니다.");
        assertThat(page).hasURL(HALL.url("/"));
        page.navigate(HALL.roomUrl("a/b"));
        assertThat(problem).isVisible();
        assertThat(field).hasValue("a/b");
        assertThat(page.locator("maru-room")).isHidden();
    }

    @Test
    void aFewLettersLeadToARoom() {
        Page page = lobby();
        enter(page, "서울");
        enter(page, "부산");
        page.keyboard().press("Control+k");
        Locator box = page.getByRole(AriaRole.COMBOBOX);
        assertThat(box).isFocused();
        box.fill("ㅅ");
        assertThat(page.locator("#switcher-rooms li").first()).hasText("서울");
        page.keyboard().press("Enter");
        assertIn(page, "서울");
        assertThat(page.locator("maru-room #text")).isFocused();
        page.keyboard().press("Control+k");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#switcher-rooms [aria-selected=true]")).hasText("서울");
        page.keyboard().press("Escape");
        assertThat(box).hasCount(0);
        assertThat(page.locator("maru-room #text")).isFocused();
        page.keyboard().press("Control+k");
        box.fill("대전");
        page.keyboard().press("Enter");
        assertIn(page, "대전");
    }

    @Test
    void whatOneWindowEntersOrForgetsTheOtherKnows() {
        Page first = lobby();
        enter(first, "here");
        Page second = first.context().newPage();
        second.navigate(HALL.url("/"));
        assertThat(known(second, "here")).isVisible();
        enter(second, "there");
        assertThat(known(first, "there")).isVisible();
        second.locator("maru-room #text").fill("both see this");
        second.locator("maru-room #text").press("Enter");
        known(first, "there").locator("a").click();
        assertThat(first.getByText("both see this", exactly())).isVisible();
        known(second, "here").locator(".forget").click();
        assertThat(known(first, "here")).hasCount(0);
    }

    private Page lobby() {
        Page page =
                visitors.visitor(Look.KOREAN).named("민호").open(HALL.url("/")).page();
        assertThat(page.locator("#hall-room")).isFocused();
        return page;
    }

    private static void enter(Page page, String room) {
        page.locator("#hall-room").fill(room);
        page.locator("#hall-room").press("Enter");
        assertIn(page, room);
    }

    private static void assertIn(Page page, String room) {
        assertThat(page).hasTitle(room + " · Maru");
        assertThat(page.locator("maru-room #title")).hasText(room);
        assertThat(page.locator("maru-room #dot[data-phase=open]")).isVisible();
    }

    private static Locator known(Page page, String room) {
        Locator title = page.getByText(room, exactly());
        return page.locator("#hall li").filter(new Locator.FilterOptions().setHas(title));
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
