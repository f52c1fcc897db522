package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names and emoji are found by what one begins to type, and written where the caret is. */
class MentionBT {
    private static final int MORE_THAN_A_WINDOW = 60;

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aNameIsFoundByItsFirstLettersWhileASyllableIsComposedAndEnterOnlyChooses() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "jamo", "지수");
        Seat.take(visitors.visitor(Look.KOREAN), HALL, "jamo", "김철수");
        Seat.take(visitors.visitor(Look.KOREAN), HALL, "jamo", "김영희");
        assertThat(jisu.part("present")).hasText("3명");
        jisu.box().focus();
        Ime ime = jisu.visitor().ime().korean("안녕 @");
        assertThat(options(jisu)).hasCount(2);
        ime.korean("김").commit().compose("ㅊ");
        assertThat(options(jisu)).hasText(new String[] {"@김철수"});
        assertThat(jisu.box()).hasAttribute("aria-activedescendant", "suggestion-0");
        ime.koreanEnter();
        assertThat(jisu.box()).hasValue("안녕 @김철수 ");
        assertThat(options(jisu)).hasCount(0);
        assertThat(jisu.rows()).hasCount(0);
        ime.korean("님").koreanEnter();
        jisu.sees("안녕 @김철수 님");
        assertThat(jisu.rows().locator(".mention:not(.me)")).hasText("@김철수");
    }

    @Test
    void arrowsWalkThePeopleEscapeClosesThemAndAClickChooses() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "choose", "Jisu");
        Seat.take(visitors.visitor(), HALL, "choose", "Ann");
        Seat.take(visitors.visitor(), HALL, "choose", "Bob");
        assertThat(jisu.part("present")).hasText("3 people");
        jisu.box().pressSequentially("@");
        assertThat(options(jisu)).hasCount(2);
        String second = options(jisu).last().textContent().strip();
        jisu.box().press("ArrowDown");
        assertThat(chosen(jisu)).hasText(second);
        jisu.box().press("ArrowDown");
        assertThat(chosen(jisu)).not().hasText(second);
        jisu.box().press("ArrowUp");
        jisu.box().press("Tab");
        assertThat(jisu.box()).hasValue(second + " ");
        assertThat(jisu.rows()).hasCount(0);
        jisu.box().fill("@a");
        assertThat(options(jisu)).hasText(new String[] {"@Ann"});
        jisu.box().press("Escape");
        assertThat(options(jisu)).hasCount(0);
        jisu.box().pressSequentially("n");
        assertThat(options(jisu)).hasCount(0);
        jisu.box().pressSequentially(" @B");
        options(jisu).click();
        assertThat(jisu.box()).hasValue("@an @Bob ");
        assertThat(jisu.box()).isFocused();
        jisu.box().press("Enter");
        jisu.sees("@an @Bob");
    }

    @Test
    void whoIsMentionedSeesTheRowMarkedAndOneMoreInTheTitle() {
        HALL.fill("called", "someone", MORE_THAN_A_WINDOW);
        Seat kim = Seat.take(visitors.visitor(Look.KOREAN), HALL, "called", "김철수");
        assertThat(kim.row("message " + MORE_THAN_A_WINDOW)).isVisible();
        assertThat(kim.page()).hasTitle("called · Maru");
        kim.part("log").hover();
        kim.page().mouse().wheel(0, -2000);
        assertThat(kim.row("message " + MORE_THAN_A_WINDOW)).not().isInViewport();
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "called", "지수");
        jisu.say("@김철수 여기요");
        assertThat(kim.page()).hasTitle("(1) called · Maru");
        assertThat(kim.part("pill")).hasText("새 메시지 1개 ↓");
        kim.part("pill").click();
        assertThat(kim.row("@김철수 여기요").locator(".mention.me")).isInViewport();
        assertThat(kim.page()).hasTitle("called · Maru");
        assertThat(jisu.row("@김철수 여기요").locator(".mention.me")).hasCount(0);
    }

    @Test
    void anEmojiIsFoundByKeyboardAndWrittenAtTheCaret() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "emoji", "지수");
        jisu.box().fill("앞뒤");
        jisu.box().press("Home");
        jisu.box().press("ArrowRight");
        jisu.box().press("Shift+Tab");
        assertThat(jisu.part("emoji")).isFocused();
        jisu.page().keyboard().press("Enter");
        Locator search = jisu.page().getByPlaceholder("이모티콘 찾기");
        assertThat(search).isFocused();
        jisu.visitor().ime().korean("하트").commit();
        Locator found = picker(jisu).getByRole(AriaRole.GROUP).getByRole(AriaRole.BUTTON);
        assertThat(picker(jisu).getByRole(AriaRole.GROUP)).hasCount(1);
        String first = found.first().textContent();
        search.press("ArrowDown");
        assertThat(found.first()).isFocused();
        jisu.page().keyboard().press("Enter");
        assertThat(picker(jisu)).isHidden();
        assertThat(jisu.box()).isFocused();
        assertThat(jisu.box()).hasValue("앞" + first + "뒤");
        jisu.part("emoji").click();
        Locator recent = picker(jisu).getByRole(AriaRole.GROUP).first();
        assertThat(recent).hasAttribute("aria-label", "최근에 쓴 것");
        assertThat(recent.getByRole(AriaRole.BUTTON)).hasText(new String[] {first});
        jisu.page().keyboard().press("Escape");
        assertThat(picker(jisu)).isHidden();
        assertThat(jisu.part("emoji")).isFocused();
    }

    @Test
    void anEmojiIsWrittenByItsNameBetweenColons() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "codes", "지수");
        jisu.box().pressSequentially("좋아요 :폭소:");
        assertThat(jisu.box()).hasValue("좋아요 😂");
        jisu.box().pressSequentially(" 12:30: :없는것:");
        assertThat(jisu.box()).hasValue("좋아요 😂 12:30: :없는것:");
    }

    @Test
    void whoTypesOnWhileAnEmojiIsLookedUpKeepsTheirPlace() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "early", "지수");
        List<Route> held = new ArrayList<>();
        jisu.page().route("**/emoji/*.json", held::add);
        jisu.box().pressSequentially("좋아요 :폭소:");
        jisu.page().waitForCondition(() -> !held.isEmpty());
        jisu.box().pressSequentially(" 또");
        held.forEach(Route::resume);
        assertThat(jisu.box()).hasValue("좋아요 😂 또");
        jisu.box().pressSequentially(" 봐요");
        assertThat(jisu.box()).hasValue("좋아요 😂 또 봐요");
    }

    private static Locator options(Seat seat) {
        return seat.part("suggestions").locator("[role=option]");
    }

    private static Locator chosen(Seat seat) {
        return seat.part("suggestions").locator("[aria-selected=true]");
    }

    private static Locator picker(Seat seat) {
        return seat.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("이모티콘 고르기"));
    }
}
