package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The address of one message. */
class PermalinkBT {
    private static final String ROOM = "먼방";
    private static final int MESSAGES = 400;
    private static final Pattern FLASH = Pattern.compile("\\bflash\\b");

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @BeforeAll
    static void fill() {
        HALL.fill(ROOM, "지수", MESSAGES);
    }

    @Test
    void aMessageFarBackIsInSightMarkedAndFocusedAndTheNewestIsOneClickAway() {
        Reader reader = Reader.enter(visitor(), at(100));
        Locator row = reader.row("message 100");
        assertThat(row).hasClass(FLASH);
        assertThat(row).isInViewport();
        assertThat(row).isFocused();
        Assertions.assertThat(Math.abs(middle(row) - middle(reader.log()))).isLessThan(2);
        assertThat(row).not().hasClass(FLASH);
        assertThat(reader.row("message " + MESSAGES)).hasCount(0);
        assertThat(reader.pill()).hasText("최신으로 ↓");
        reader.pill().click();
        assertThat(reader.row("message " + MESSAGES)).isInViewport();
        reader.assertAtEnd();
        assertThat(reader.pill()).isHidden();
    }

    private static double middle(Locator locator) {
        return locator.boundingBox().y + locator.boundingBox().height / 2;
    }

    @Test
    void aCopiedLinkLeadsToItsMessage() {
        Visitor visitor = visitor();
        visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Reader reader = Reader.enter(visitor, at(200));
        Locator row = reader.row("message 190");
        row.hover();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("더 보기"))
                .click();
        reader.find("dialog.menu").getByText("링크 복사").click();
        assertThat(reader.page().getByText("복사했습니다.")).isVisible();
        Assertions.assertThat(reader.page().evaluate("() => navigator.clipboard.readText()"))
                .isEqualTo(at(190));
        Page second = visitor.context().newPage();
        second.navigate(at(190));
        assertThat(second.getByText("message 190", new Page.GetByTextOptions().setExact(true)))
                .isInViewport();
    }

    @Test
    void theSameRoomGoesToAnotherMessageWithoutAReload() {
        Reader reader = Reader.enter(visitor(), at(300));
        assertThat(reader.row("message 300")).isFocused();
        reader.page()
                .evaluate("() => { window.stays = true; history.pushState(null, '', "
                        + "location.href.replace('at=300', 'at=50')); dispatchEvent(new PopStateEvent('popstate')); }");
        assertThat(reader.row("message 50")).isFocused();
        assertThat(reader.row("message 50")).isInViewport();
        reader.page().goBack();
        assertThat(reader.row("message 300")).isFocused();
        Assertions.assertThat(reader.page().evaluate("() => window.stays")).isEqualTo(true);
    }

    @Test
    void aDeletedMessageIsShownAsSuchInItsPlace() {
        try (MaruClient minho = HALL.member(ROOM + 2, "민호")) {
            HALL.fill(ROOM + 2, "지수", 100);
            long n = Hall.in(minho.publish("지울 말")).n();
            Hall.in(minho.delete(n));
            HALL.fill(ROOM + 2, "지수", 100);
            Reader reader = Reader.enter(visitor(), HALL.roomUrl(ROOM + 2) + "&at=" + n);
            Locator row = reader.row("삭제된 메시지입니다.");
            assertThat(row).isInViewport();
            assertThat(row).isFocused();
        }
    }

    @Test
    void ofAMessageThatIsNotThereTheNearestIsShownAndThatIsSaid() {
        Reader reader = Reader.enter(visitor(), at(99_999));
        assertThat(reader.pill()).containsText("그 메시지는 없어서 가장 가까운 곳을 보여 드립니다.");
        assertThat(reader.row("message " + MESSAGES)).isInViewport();
        assertThat(reader.row("message " + MESSAGES)).isFocused();
        assertThat(reader.pill()).isHidden();
    }

    private Visitor visitor() {
        return visitors.visitor(Look.KOREAN).named("민호");
    }

    private static String at(int n) {
        return HALL.roomUrl(ROOM) + "&at=" + n;
    }
}
