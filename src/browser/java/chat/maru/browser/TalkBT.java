package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people talk. */
class TalkBT {
    private static final int MORE_THAN_A_WINDOW = 30;

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void whatOneSaysBothSee() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "한국", "지수");
        Seat minho = Seat.take(visitors.visitor(Look.ENGLISH.dark()), HALL, "한국", "Minho");
        jisu.box().focus();
        jisu.visitor().ime().korean("안녕하세요").koreanEnter();
        minho.sees("안녕하세요");
        minho.say("반가워요");
        jisu.sees("안녕하세요", "반가워요");
        assertThat(jisu.box()).hasValue("");
        jisu.visitor().screenshot("talk-" + Look.KOREAN);
    }

    @Test
    void aReplyShowsWhatItAnswersAndLeadsThere() {
        HALL.fill("replies", "someone", MORE_THAN_A_WINDOW);
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "replies", "지수");
        Seat minho = Seat.take(visitors.visitor(), HALL, "replies", "Minho");
        jisu.row("message 2").scrollIntoViewIfNeeded();
        jisu.tool("message 2", "답장").click();
        assertThat(jisu.part("about")).containsText("someone에게 답장 message 2");
        jisu.box().pressSequentially("그 말이 맞아요");
        jisu.box().press("Enter");
        Locator quote = minho.row("그 말이 맞아요").locator(".quote");
        assertThat(quote).containsText("someone");
        assertThat(quote).containsText("message 2");
        assertThat(jisu.row("그 말이 맞아요")).isInViewport();
        minho.row("그 말이 맞아요").scrollIntoViewIfNeeded();
        assertThat(minho.row("message 2")).not().isInViewport();
        quote.click();
        assertThat(minho.row("message 2")).isInViewport();
        assertThat(minho.row("message 2")).isFocused();
    }

    @Test
    void anEditIsSeenByBothAlsoInItsQuotes() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "edits", "지수");
        Seat minho = Seat.take(visitors.visitor(), HALL, "edits", "Minho");
        jisu.say("세 시에 봐요");
        minho.tool("세 시에 봐요", "Reply").click();
        minho.say("좋아요");
        jisu.sees("세 시에 봐요", "좋아요");
        assertThat(minho.tool("세 시에 봐요", "Edit")).hasCount(0);
        jisu.tool("세 시에 봐요", "수정").click();
        jisu.box().fill("네 시에 봐요");
        jisu.part("send").click();
        for (Seat seat : List.of(jisu, minho)) {
            seat.sees("네 시에 봐요", "좋아요");
            assertThat(seat.row("좋아요").locator(".quote")).containsText("네 시에 봐요");
        }
        Locator edited = minho.row("네 시에 봐요").getByText("(edited)");
        assertThat(edited).hasAttribute("title", Pattern.compile("\\d{4}.*:\\d\\d"));
        String title = edited.getAttribute("title");
        minho.page().reload();
        minho.in().sees("네 시에 봐요", "좋아요");
        assertThat(edited).hasAttribute("title", title);
    }

    @Test
    void aDeletedMessageIsErasedForBothAlsoInItsQuotes() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "deletes", "지수");
        Seat minho = Seat.take(visitors.visitor(), HALL, "deletes", "Minho");
        jisu.say("비밀번호는 1234");
        minho.tool("비밀번호는 1234", "Reply").click();
        minho.say("지우세요");
        jisu.sees("비밀번호는 1234", "지우세요");
        jisu.delete("비밀번호는 1234", "삭제");
        jisu.sees("삭제된 메시지입니다.", "지우세요");
        minho.sees("This message was deleted.", "지우세요");
        assertThat(minho.row("지우세요").locator(".quote")).containsText("This message was deleted.");
        assertThat(minho.part("rows")).not().containsText("1234");
        minho.rows().first().hover();
        assertThat(minho.rows().first().getByRole(AriaRole.TOOLBAR)).hasCount(0);
        minho.page().reload();
        minho.in().sees("This message was deleted.", "지우세요");
        assertThat(minho.part("rows")).not().containsText("1234");
    }

    @Test
    void reactionsOfTwoAreCountedNamedAndTakenOff() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "reactions", "지수");
        Seat minho = Seat.take(visitors.visitor(), HALL, "reactions", "Minho");
        jisu.say("다 됐어요");
        minho.tool("다 됐어요", "React with 👍").click();
        Locator seenByJisu = jisu.row("다 됐어요").locator(".mark").first();
        Locator seenByMinho = minho.row("다 됐어요").locator(".mark").first();
        assertThat(seenByJisu).hasText("👍 1");
        assertThat(seenByJisu).hasAttribute("aria-pressed", "false");
        assertThat(seenByMinho).hasAttribute("aria-pressed", "true");
        seenByJisu.click();
        for (int visit = 0; visit < 2; visit++) {
            assertThat(seenByMinho).hasText("👍 2");
            assertThat(seenByMinho).hasAttribute("aria-pressed", "true");
            assertThat(seenByMinho).hasAttribute("aria-label", Pattern.compile("^👍 2, (Minho, 지수|지수, Minho)$"));
            assertThat(seenByJisu).hasAttribute("aria-pressed", "true");
            minho.page().reload();
            minho.in();
        }
        seenByMinho.click();
        assertThat(seenByJisu).hasText("👍 1");
        assertThat(seenByJisu).hasAttribute("aria-label", "👍 1, 지수");
        assertThat(seenByMinho).hasAttribute("aria-pressed", "false");
        seenByJisu.click();
        assertThat(minho.row("다 됐어요").locator(".mark")).hasCount(0);
        assertThat(jisu.row("다 됐어요").locator(".mark")).hasCount(0);
    }
}
