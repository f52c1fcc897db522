package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people talk. */
class TalkBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void whatOneSaysBothSee() {
        Visitor jisu = enter(visitors.visitor(Look.KOREAN), "한국", "지수");
        Visitor minho = enter(visitors.visitor(Look.ENGLISH.dark()), "한국", "Minho");
        composer(jisu).focus();
        jisu.ime().korean("안녕하세요").koreanEnter();
        assertThat(minho.page().getByText("안녕하세요", exactly())).isVisible();
        composer(minho).fill("반가워요");
        composer(minho).press("Enter");
        assertThat(jisu.page().getByText("반가워요", exactly())).isVisible();
        assertThat(jisu.page().getByText("안녕하세요", exactly())).hasCount(1);
        assertThat(composer(jisu)).hasValue("");
        jisu.screenshot("talk-" + Look.KOREAN);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Visitor enter(Visitor visitor, String room, String name) {
        visitor.named(name).open(HALL.roomUrl(room));
        assertThat(composer(visitor)).isEditable();
        return visitor;
    }

    private static Locator composer(Visitor visitor) {
        return visitor.page().locator("maru-room textarea");
    }
}
