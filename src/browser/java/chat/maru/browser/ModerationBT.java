package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import jakarta.json.Json;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What moderators do on the page, and what it looks like to whom they do it. */
class ModerationBT {
    /** The secret of the guest who moderates, and the author id that is made from it. */
    private static final String SECRET = "mVq0Zr5cXw2sT8yBnE4uGA";

    private static final String MODERATOR = "g:h_ywlkWiz4wDJC83";

    /** The same of one who may do anything. */
    private static final String ROOT_SECRET = "AAAAAAAAAAAAAAAAAAAAAA";

    private static final String ROOT = "g:ilvbTMFRZBJsbvJm";

    /** The same of one who is made a moderator. */
    private static final String MADE_SECRET = "BBBBBBBBBBBBBBBBBBBBBA";

    private static final String MADE = "g:foPCJ-s_HOrlhaaM";

    @RegisterExtension
    static final Hall HALL = new Hall("-Dmaru.moderators=" + MODERATOR, "-Dmaru.administrators=" + ROOT);

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

    @Test
    void whoMayOnlyReadFromNowOnIsToldAtOnceAndWhoMayWriteAgain() {
        Seat jisu = moderator("door");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN.size(390, 700)), HALL, "door", "민호");
        minho.box().fill("쓰던 글");
        set(jisu, "#desk-door", "readOnly");
        assertThat(minho.part("restraint")).containsText("읽기 전용 방입니다. 허락받은 사람만 쓸 수 있습니다.");
        minho.box().press("Enter");
        assertThat(minho.box()).hasValue("쓰던 글");
        minho.visitor().screenshot("moderation-read-only");
        minho.visitor().assertAccessible("a room that can only be read");
        set(jisu, "#desk-door", "public");
        assertThat(minho.part("restraint")).isHidden();
        minho.box().press("Enter");
        jisu.sees("쓰던 글");
    }

    @Test
    void whomTheRoomNamesWritesThoughOthersMayNot() {
        Seat jisu = moderator("named");
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "named", "민호");
        set(jisu, "#desk-door", "readOnly");
        minho.box().focus();
        assertThat(minho.part("restraint")).isVisible();
        jisu.part("people").press("Escape");
        choose(jisu, "민호", "이 방에 초대");
        assertThat(minho.part("restraint")).isHidden();
        minho.say("저는 돼요");
        jisu.sees("저는 돼요");
    }

    @Test
    void whoIsMadeModeratorHasTheMenusAtOnceAndLosesThem() {
        Options administrator = Options.named("하나").withGuest(ROOT_SECRET);
        try (MaruClient root = MaruClient.connect(HALL.process().ws("/chat/made"), administrator)) {
            Hall.in(root.welcome());
            Seat jisu = Seat.take(asGuest(Look.KOREAN, MADE_SECRET), HALL, "made", "지수");
            jisu.part("present").click();
            assertThat(jisu.part("people")).containsText("하나");
            assertThat(jisu.button("방 설정")).isHidden();
            give(root, "rwm");
            assertThat(jisu.button("방 설정")).isVisible();
            assertThat(jisu.button("하나님 관리")).isVisible();
            assertThat(jisu.notes().last()).hasText("하나님이 지수님에게 이 방의 관리를 맡겼습니다.");
            jisu.visitor().screenshot("moderation-made-moderator");
            give(root, "");
            assertThat(jisu.button("방 설정")).isHidden();
            assertThat(jisu.button("하나님 관리")).isHidden();
        }
    }

    private static void give(MaruClient administrator, String rights) {
        Hall.in(administrator.command(Json.createObjectBuilder()
                .add("type", "moderate")
                .add("id", "give-" + rights)
                .add("act", "member")
                .add("member", MADE)
                .add("rights", rights)
                .build()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossThatSomebodyCanDoSomethingAboutSaysWhat(Look look, int code, String words) {
        Visitor visitor = visitors.visitor(look).named("민호");
        visitor.page()
                .routeWebSocket(
                        Pattern.compile("/chat/"), door -> door.close(new WebSocketRoute.CloseOptions().setCode(code)));
        visitor.open(HALL.roomUrl("loss"));
        assertThat(visitor.page().locator("maru-room #banner")).containsText(words);
        visitor.screenshot("loss-" + code + "-" + look);
        visitor.assertAccessible("closed with " + code);
    }

    static Stream<Arguments> losses() {
        Look narrow = Look.ENGLISH.size(390, 700);
        return Stream.of(
                arguments(Look.KOREAN, 4012, "로그인 시간이 끝났습니다. 다시 이어지지 않으면 새로 로그인해 주세요."),
                arguments(narrow, 4012, "Your login has ended. If the room does not come back, please log in again."),
                arguments(Look.KOREAN, 4030, "열린 연결이 너무 많습니다. 대화방을 연 다른 탭이나 창을 닫아 주세요."),
                arguments(narrow, 4030, "Too many connections are open."));
    }

    /** With the secret of a guest whom the setting names. */
    private Seat moderator(String room) {
        return Seat.take(asGuest(Look.KOREAN, SECRET), HALL, room, "지수");
    }

    private Visitor asGuest(Look look, String secret) {
        Visitor visitor = visitors.visitor(look);
        visitor.context()
                .addInitScript(
                        "origin === 'null' || localStorage.setItem(`maru.guest.${location.host}`, '" + secret + "')");
        return visitor;
    }

    /** Changes one setting of the room. */
    private static void set(Seat moderator, String field, String value) {
        if (moderator.part("people").isHidden()) {
            moderator.part("present").click();
        }
        moderator.button("방 설정").click();
        Locator dialog = dialog(moderator);
        dialog.locator(field).selectOption(value);
        dialog.locator(".primary").click();
        assertThat(dialog).hasCount(0);
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
