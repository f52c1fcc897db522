package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What moderators do on the page, and what it looks like to whom they do it. */
class ModerationBT {
    /** The secret of the guest who moderates, and the author id that is made from it. */
    private static final String SECRET = "mVq0Zr5cXw2sT8yBnE4uGA";

    private static final String MODERATOR = "g:h_ywlkWiz4wDJC83";

    @RegisterExtension
    static final Hall HALL = new Hall("-Dmaru.moderators=" + MODERATOR);

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void whoIsMutedIsToldWhyAndKeepsWhatWasWritten() {
        Seat jisu = moderator("mute");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "mute", "민호");
        minho.say("광고입니다");
        jisu.sees("광고입니다");
        choose(jisu, "민호", "10분 동안 말 막기");
        assertThat(jisu.notes().last()).hasText("지수님이 민호님의 말을 막았습니다.");
        assertThat(minho.part("restraint")).containsText("관리자가 말을 막았습니다.");
        minho.say("또 광고");
        assertThat(minho.box()).hasValue("또 광고");
        minho.visitor().screenshot("moderation-muted");
        choose(jisu, "민호", "말 다시 열기");
        assertThat(minho.part("restraint")).isHidden();
        minho.box().press("Enter");
        jisu.sees("광고입니다", "또 광고");
    }

    @Test
    void whoIsBannedIsOutAndTheirMessagesAreGoneAtOnce() {
        Seat jisu = moderator("ban");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "ban", "민호");
        minho.say("광고입니다");
        jisu.sees("광고입니다");
        Locator dialog = open(jisu, "민호");
        dialog.locator("select").selectOption("banDay");
        dialog.getByLabel("쓴 글도 모두 지우기").check();
        jisu.visitor().screenshot("moderation-dialog");
        jisu.visitor().assertAccessible("the dialog of a moderator");
        dialog.locator(".primary").click();
        assertThat(minho.part("banner")).containsText("관리자가 이 방에 들어오지 못하게 했습니다.");
        assertThat(jisu.texts()).hasText(new String[] {"삭제된 메시지입니다."});
        minho.visitor().screenshot("moderation-banned");
    }

    @Test
    void slowModeIsSetByKeyboardAndCountsDownBesideTheBox() {
        Seat jisu = moderator("slow");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "slow", "민호");
        jisu.part("present").click();
        jisu.button("방 설정").press("Enter");
        Locator dialog = dialog(jisu);
        assertThat(dialog).isVisible();
        dialog.locator("#desk-slow").fill("60");
        jisu.visitor().screenshot("moderation-room");
        dialog.locator("#desk-slow").press("Enter");
        assertThat(dialog).hasCount(0);
        assertThat(minho.notes().last()).containsText("60초에 한 번");
        minho.say("첫마디");
        jisu.sees("첫마디");
        minho.say("둘째");
        assertThat(minho.box()).hasValue("둘째");
        assertThat(minho.part("restraint")).containsText(Pattern.compile("느린 대화 중입니다.*초 남음"));
        minho.visitor().screenshot("moderation-slow");
        jisu.say("나는");
        jisu.say("기다리지 않아요");
        jisu.sees("첫마디", "나는", "기다리지 않아요");
    }

    /** With the secret of a guest whom the setting names. */
    private Seat moderator(String room) {
        Visitor visitor = visitors.visitor(Look.KOREAN);
        visitor.context()
                .addInitScript(
                        "origin === 'null' || localStorage.setItem(`maru.guest.${location.host}`, '" + SECRET + "')");
        return Seat.take(visitor, HALL, room, "지수");
    }

    private static Locator open(Seat moderator, String name) {
        if (moderator.part("people").isHidden()) {
            moderator.part("present").click();
        }
        moderator.button(name + "님 관리").click();
        return dialog(moderator);
    }

    private static void choose(Seat moderator, String name, String act) {
        Locator dialog = open(moderator, name);
        dialog.locator("select").selectOption(new SelectOption().setLabel(act));
        dialog.locator(".primary").click();
        assertThat(dialog).hasCount(0);
    }

    private static Locator dialog(Seat seat) {
        return seat.page().getByRole(AriaRole.DIALOG);
    }
}
