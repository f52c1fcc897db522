package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is here, who writes, and what they are called. */
class PeopleBT {
    private static final int NAME_CODE_POINTS_MAX = 10;

    @RegisterExtension
    static final Hall HALL = new Hall("-Dmaru.nameCodePointsMax=" + NAME_CODE_POINTS_MAX);

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void twoTabsOfOnePersonAreOnePerson() {
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "tabs", "민호");
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "tabs", "지수");
        Seat tab = jisu.another(HALL.roomUrl("tabs"));
        minho.part("present").click();
        Locator people = minho.part("people").locator("li bdi");
        assertThat(people).hasText(new String[] {"민호", "지수"});
        assertThat(minho.part("present")).hasText("2명");
        assertThat(minho.part("present")).hasAttribute("aria-expanded", "true");
        tab.say("같은 사람");
        assertThat(jisu.row("같은 사람")).hasClass(Pattern.compile("mine"));
        minho.sees("같은 사람");
        tab.page().close();
        jisu.say("아직 있어요");
        minho.sees("같은 사람", "아직 있어요");
        assertThat(people).hasText(new String[] {"민호", "지수"});
        jisu.page().close();
        assertThat(people).hasText(new String[] {"민호"});
        assertThat(minho.part("present")).hasText("1명");
    }

    @Test
    void aReloadIsNoLeavingAndComingsAreToldInOneLine() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "comings", "지수");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "comings", "민호");
        assertThat(minho.part("present")).hasText("2명");
        jisu.page().reload();
        jisu.in();
        Seat sora = Seat.take(visitors.visitor(), HALL, "comings", "소라");
        assertThat(minho.notes()).hasText("소라가 들어왔습니다.");
        Seat.take(visitors.visitor(), HALL, "comings", "하늘");
        assertThat(minho.notes()).hasText("소라 외 1명이 들어왔습니다.");
        // Her leaving is told later than that of the reload would be.
        sora.page().close();
        assertThat(minho.notes()).hasText("하늘이 들어왔습니다.");
        jisu.page().close();
        assertThat(minho.notes()).hasText("하늘이 들어왔습니다. 지수가 나갔습니다.");
    }

    @Test
    void whoWritesIsNamedToTheOthersWithTheRightParticle() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "typing", "지수");
        Seat minjun = Seat.take(visitors.visitor(Look.KOREAN), HALL, "typing", "민준");
        Seat sora = Seat.take(visitors.visitor(Look.KOREAN), HALL, "typing", "소라");
        jisu.box().focus();
        Ime ime = jisu.visitor().ime().korean("글");
        assertThat(minjun.part("typing")).hasText("지수가 입력 중…");
        assertThat(jisu.part("typing")).isEmpty();
        ime.koreanEnter();
        minjun.sees("글");
        assertThat(minjun.part("typing")).isEmpty();
        minjun.box().pressSequentially("a");
        assertThat(sora.part("typing")).hasText("민준이 입력 중…");
        jisu.box().pressSequentially("b");
        assertThat(sora.part("typing")).hasText(Pattern.compile("^(지수, 민준이|민준, 지수가) 입력 중…$"));
        assertThat(minjun.part("typing")).hasText("지수가 입력 중…");
        minjun.box().fill("");
        assertThat(sora.part("typing")).hasText("지수가 입력 중…");
    }

    @Test
    void anotherNameIsSeenByTheOthersAndARefusedOneSaysWhy() {
        Seat minho = Seat.take(visitors.visitor(), HALL, "names", "Minho");
        Seat jisu = Seat.take(visitors.visitor(), HALL, "names", "Jisu");
        minho.part("present").click();
        Locator others = minho.part("people").locator("li:not(:first-child) bdi");
        assertThat(others).hasText(new String[] {"Jisu"});
        jisu.part("present").click();
        jisu.button("Change name").click();
        Locator field = jisu.page().getByLabel("Your name");
        Locator problem = jisu.part("naming-problem");
        assertThat(field).hasValue("Jisu");
        field.fill("x".repeat(NAME_CODE_POINTS_MAX + 1));
        field.press("Enter");
        assertThat(problem).hasText("The server does not take this name. Please choose another.");
        assertThat(field).isFocused();
        field.fill("x".repeat(41));
        assertThat(problem).isEmpty();
        field.press("Enter");
        assertThat(problem).hasText("A name has at most 40 characters.");
        field.fill("Jisu\u202E");
        field.press("Enter");
        assertThat(problem).hasText("The name contains characters that cannot be seen.");
        field.fill("지수");
        field.press("Enter");
        assertThat(field).isHidden();
        assertThat(others).hasText(new String[] {"지수"});
        jisu.say("under the new name");
        assertThat(minho.row("under the new name").locator(".name")).hasText("지수");
    }

    @Test
    void aGuestReadsAtOnceAndIsAskedForANameAtTheFirstWord() {
        HALL.fill("guests", "someone", 3);
        Visitor visitor = visitors.visitor(Look.KOREAN);
        Seat guest = Seat.take(visitor, HALL.roomUrl("guests"));
        guest.sees("message 1", "message 2", "message 3");
        Locator dialog = guest.page().locator("maru-room dialog.ask");
        assertThat(dialog).isHidden();
        assertThat(guest.part("guest")).containsText("참여 중");
        guest.say("첫마디");
        assertThat(dialog).containsText("어떤 이름으로 이야기할까요?");
        guest.page().keyboard().insertText("지수");
        guest.page().keyboard().press("Enter");
        guest.sees("message 1", "message 2", "message 3", "첫마디");
        assertThat(guest.part("guest")).isHidden();
        assertThat(guest.box()).isFocused();
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "guests", "민호");
        assertThat(minho.row("첫마디").locator(".name")).hasText("지수");
        guest.page().reload();
        guest.in().say("이제 안 물어요");
        minho.sees("message 1", "message 2", "message 3", "첫마디", "이제 안 물어요");
    }

    @Test
    void whoDoesNotGiveANameSendsAsAGuest() {
        Seat guest = Seat.take(visitors.visitor(), HALL.roomUrl("nameless"));
        Seat minho = Seat.take(visitors.visitor(), HALL, "nameless", "Minho");
        guest.say("first");
        assertThat(guest.page().getByLabel("Your name")).isFocused();
        guest.page().keyboard().press("Escape");
        assertThat(guest.box()).isFocused();
        guest.sees("first");
        guest.say("second");
        guest.sees("first", "second");
        minho.sees("first", "second");
        String shown = guest.part("guest").locator("span").textContent();
        assertThat(guest.part("guest")).containsText("You are here as");
        assertThat(minho.rows().first().locator(".name")).hasText(shown.replace("You are here as ", ""));
    }
}
