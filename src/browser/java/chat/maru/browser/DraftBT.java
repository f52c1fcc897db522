package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written and not sent yet stays, with what it is meant for. */
class DraftBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aReloadKeepsTheTextAndWhatItAnswers() {
        Seat minho = Seat.take(visitors.visitor(), HALL, "reply", "Minho");
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "reply", "지수");
        minho.say("점심 뭐 먹을까요?");
        jisu.tool("점심 뭐 먹을까요?", "답장").click();
        jisu.box().pressSequentially("국수요");
        jisu.page().reload();
        jisu.in();
        assertThat(jisu.box()).hasValue("국수요");
        assertThat(jisu.part("about")).containsText("Minho에게 답장 점심 뭐 먹을까요?");
        jisu.box().press("Enter");
        jisu.sees("점심 뭐 먹을까요?", "국수요");
        assertThat(jisu.part("about")).isHidden();
        assertThat(minho.row("국수요").locator(".quote")).containsText("점심 뭐 먹을까요?");
        jisu.page().reload();
        assertThat(jisu.in().box()).hasValue("");
        assertThat(jisu.part("about")).isHidden();
    }

    @Test
    void aReloadKeepsACorrectionAndTheTextThatWaitsUnderIt() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "correction", "Jisu");
        jisu.say("mispelt");
        jisu.sees("mispelt");
        jisu.box().fill("what I was writing");
        jisu.tool("mispelt", "Edit").click();
        assertThat(jisu.box()).hasValue("mispelt");
        jisu.box().fill("misspelt");
        jisu.page().reload();
        jisu.in();
        assertThat(jisu.box()).hasValue("misspelt");
        assertThat(jisu.part("about")).containsText("Edit message mispelt");
        jisu.box().press("Enter");
        jisu.sees("misspelt");
        assertThat(jisu.row("misspelt")).containsText("(edited)");
        assertThat(jisu.box()).hasValue("what I was writing");
        assertThat(jisu.part("about")).isHidden();
    }

    @Test
    void aRefusedCorrectionComesBackToBeMended() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "mended", "Jisu");
        jisu.say("mispelt");
        jisu.sees("mispelt");
        jisu.tool("mispelt", "Edit").click();
        jisu.box().fill("misspelt \u0007");
        jisu.box().press("Enter");
        assertThat(jisu.part("notice")).hasText("The message could not be edited.");
        assertThat(jisu.box()).hasValue("misspelt \u0007");
        assertThat(jisu.part("about")).containsText("Edit message");
        jisu.box().press("Backspace");
        jisu.box().press("Enter");
        jisu.sees("misspelt");
        assertThat(jisu.box()).hasValue("");
    }

    @Test
    void eachRoomKeepsItsOwnOverSwitchingAndBack() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "one", "지수");
        jisu.page().evaluate("() => { globalThis.sameLoad = true; }");
        jisu.box().fill("for one");
        jisu.page().locator("#hall-room").fill("two");
        jisu.page().locator("#hall-room").press("Enter");
        assertThat(jisu.part("title")).hasText("two");
        assertThat(jisu.in().box()).hasValue("");
        assertThat(jisu.box()).isFocused();
        jisu.box().fill("for two");
        jisu.page().goBack();
        assertThat(jisu.part("title")).hasText("one");
        assertThat(jisu.box()).hasValue("for one");
        jisu.page().goForward();
        assertThat(jisu.part("title")).hasText("two");
        assertThat(jisu.box()).hasValue("for two");
        jisu.in().box().press("Enter");
        jisu.sees("for two");
        jisu.page().locator("#hall").getByText("one").click();
        assertThat(jisu.part("title")).hasText("one");
        assertThat(jisu.box()).hasValue("for one");
        assertThat(jisu.in().rows()).hasCount(0);
        assertThat(jisu.page().evaluate("() => globalThis.sameLoad")).isEqualTo(true);
    }

    @Test
    void escapeGivesUpOneThingAtATimeAndNeverTheText() {
        Seat minho = Seat.take(visitors.visitor(), HALL, "escape", "Minho");
        Seat jisu = Seat.take(visitors.visitor(), HALL, "escape", "Jisu");
        minho.say("theirs");
        jisu.say("mine");
        jisu.sees("theirs", "mine");
        jisu.tool("theirs", "Reply").click();
        jisu.box().fill("text");
        jisu.tool("mine", "Edit").click();
        jisu.box().pressSequentially(" @");
        Locator people = jisu.part("suggestions");
        Locator about = jisu.part("about");
        assertThat(people).isVisible();
        jisu.box().press("Escape");
        assertThat(people).isHidden();
        assertThat(about).containsText("Edit message");
        jisu.box().press("Escape");
        assertThat(about).containsText("Reply to Minho");
        assertThat(jisu.box()).hasValue("text");
        jisu.box().press("Escape");
        assertThat(about).isHidden();
        jisu.box().press("Escape");
        assertThat(jisu.box()).hasValue("text");
        assertThat(jisu.box()).isFocused();
    }

    @Test
    void arrowUpInAnEmptyBoxEditsMyLastMessage() {
        Seat minho = Seat.take(visitors.visitor(Look.KOREAN), HALL, "last", "민호");
        Seat jisu = Seat.take(visitors.visitor(), HALL, "last", "Jisu");
        jisu.say("first");
        jisu.say("secnd");
        jisu.sees("first", "secnd");
        minho.say("theirs");
        jisu.sees("first", "secnd", "theirs");
        jisu.box().fill("not empty");
        jisu.box().press("ArrowUp");
        assertThat(jisu.box()).hasValue("not empty");
        jisu.box().fill("");
        jisu.box().press("ArrowUp");
        assertThat(jisu.box()).hasValue("secnd");
        jisu.box().fill("second");
        jisu.box().press("Enter");
        assertThat(jisu.box()).hasValue("");
        minho.sees("first", "second", "theirs");
        assertThat(minho.row("second")).containsText("(수정됨)");
        assertThat(minho.row("first")).not().containsText("(수정됨)");
        jisu.sees("first", "second", "theirs");
        jisu.box().press("ArrowUp");
        jisu.box().press("Enter");
        assertThat(jisu.part("about")).isHidden();
        assertThat(jisu.box()).hasValue("");
    }

    @Test
    void aCorrectionOfWhatIsDeletedMeanwhileSaysSoAndKeepsItsText() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "gone", "Jisu");
        Seat other = jisu.another(HALL.roomUrl("gone"));
        jisu.say("doomed");
        jisu.sees("doomed");
        jisu.box().press("ArrowUp");
        jisu.box().fill("corrected");
        other.delete("doomed", "Delete");
        jisu.sees("This message was deleted.");
        assertThat(jisu.part("about")).containsText("The message you were editing has been deleted.");
        jisu.box().press("Enter");
        assertThat(jisu.box()).hasValue("corrected");
        jisu.box().press("Escape");
        assertThat(jisu.box()).hasValue("");
        assertThat(jisu.part("about")).isHidden();
        jisu.sees("This message was deleted.");
    }
}
