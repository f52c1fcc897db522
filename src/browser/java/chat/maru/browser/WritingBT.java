package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What fingers write is sent when they mean it, once, and as they see it. */
class WritingBT {
    private static final int TEXT_CODE_POINTS_MAX = 50;

    @RegisterExtension
    static final Hall HALL = new Hall("-Dmaru.textCodePointsMax=" + TEXT_CODE_POINTS_MAX);

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void oneEnterCommitsKoreanAndSendsItOnce() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "korean", "지수");
        jisu.box().focus();
        jisu.visitor().ime().korean("안녕 한글").koreanEnter();
        assertThat(jisu.box()).hasValue("");
        jisu.visitor().ime().korean("또").koreanEnter();
        assertThat(jisu.box()).hasValue("");
        jisu.sees("안녕 한글", "또");
        assertThat(HALL.stored("korean")).containsExactly("안녕 한글", "또");
        assertThat(jisu.box()).isFocused();
    }

    @Test
    void theFirstEnterCommitsJapaneseAndTheSecondSends() {
        Seat yuki = Seat.take(visitors.visitor(), HALL, "japanese", "ゆき");
        yuki.box().focus();
        Ime ime = yuki.visitor().ime().japanese("こんにちは").japaneseEnter();
        assertThat(yuki.box()).hasValue("こんにちは");
        assertThat(yuki.part("send")).isEnabled();
        assertThat(yuki.rows()).hasCount(0);
        ime.japaneseEnter();
        assertThat(yuki.box()).hasValue("");
        yuki.sees("こんにちは");
        assertThat(HALL.stored("japanese")).containsExactly("こんにちは");
    }

    @Test
    void theEnterThatSafariTellsLateDoesNotSend() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "safari", "지수");
        jisu.box().focus();
        jisu.visitor().ime().japanese("かな").safariEnter();
        assertThat(jisu.box()).hasValue("かな");
        assertThat(jisu.rows()).hasCount(0);
        jisu.box().press("Enter");
        jisu.sees("かな");
        assertThat(HALL.stored("safari")).containsExactly("かな");
    }

    @Test
    void shiftAndEnterBreakTheLine() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "lines", "지수");
        jisu.box().focus();
        Ime ime = jisu.visitor().ime().korean("첫 줄").commit().shiftEnter();
        assertThat(jisu.box()).hasValue("첫 줄\n");
        ime.korean("둘째 줄").koreanEnter();
        assertThat(jisu.box()).hasValue("");
        jisu.sees("첫 줄\n둘째 줄");
        assertThat(jisu.texts().innerText()).isEqualTo("첫 줄\n둘째 줄");
        assertThat(HALL.stored("lines")).containsExactly("첫 줄\n둘째 줄");
    }

    @Test
    void aClickOnSendTakesTheSyllableThatIsBeingComposedOnce() {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "click", "지수");
        jisu.box().focus();
        jisu.visitor().ime().korean("사람");
        jisu.box()
                .evaluate("(box) => { globalThis.heard = []; const hear = ({ type }) => heard.push(type);"
                        + " box.addEventListener('compositionend', hear);"
                        + " box.form.addEventListener('submit', hear); }");
        jisu.part("send").click();
        // Else the input method would write its syllable once more.
        assertThat(jisu.page().evaluate("() => heard")).isEqualTo(List.of("compositionend", "submit"));
        assertThat(jisu.box()).hasValue("");
        assertThat(jisu.box()).isFocused();
        jisu.visitor().ime().korean("다음").koreanEnter();
        jisu.sees("사람", "다음");
        assertThat(HALL.stored("click")).containsExactly("사람", "다음");
    }

    @Test
    void spacesAloneAreNotSent() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "nothing", "지수");
        jisu.say("   ");
        assertThat(jisu.part("send")).isDisabled();
        jisu.say("  text  ");
        jisu.sees("text");
        assertThat(HALL.stored("nothing")).containsExactly("text");
    }

    @Test
    void decomposedHangulIsSentComposed() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "nfd", "지수");
        jisu.say(Normalizer.normalize("한글 파일.txt", Normalizer.Form.NFD));
        jisu.sees("한글 파일.txt");
        assertThat(HALL.stored("nfd")).containsExactly("한글 파일.txt");
    }

    @Test
    void onGlassEnterBreaksTheLineUnlessTheSettingSaysOtherwise() {
        Seat jisu = Seat.take(visitors.visitor(Look.ENGLISH.phone()), HALL, "glass", "지수");
        jisu.box().tap();
        jisu.box().pressSequentially("one\ntwo");
        assertThat(jisu.box()).hasValue("one\ntwo");
        assertThat(jisu.box()).hasAttribute("enterkeyhint", "enter");
        jisu.part("send").tap();
        assertThat(jisu.box()).hasValue("");
        jisu.button("Settings").tap();
        jisu.page().getByLabel("Enter key").selectOption("send");
        jisu.button("Close").tap();
        jisu.box().tap();
        assertThat(jisu.box()).hasAttribute("enterkeyhint", "send");
        jisu.box().pressSequentially("three\n");
        assertThat(jisu.box()).hasValue("");
        jisu.sees("one\ntwo", "three");
        assertThat(HALL.stored("glass")).containsExactly("one\ntwo", "three");
    }

    @Test
    void aTextThatIsTooLongStaysAndSaysByHowMuch() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "long", "지수");
        String fits = "가".repeat(TEXT_CODE_POINTS_MAX);
        jisu.say(fits + "나다");
        assertThat(jisu.box()).hasValue(fits + "나다");
        assertThat(jisu.part("send")).isDisabled();
        Locator words = jisu.part("left");
        assertThat(words).hasText("Shorten by 2 characters to send.");
        assertThat(jisu.part("notice")).hasText("Shorten by 2 characters to send.");
        jisu.box().press("Backspace");
        assertThat(words).hasText("Shorten by 1 character to send.");
        jisu.box().press("Backspace");
        assertThat(words).hasText("0");
        jisu.part("send").click();
        jisu.sees(fits);
        assertThat(words).isHidden();
        assertThat(HALL.stored("long")).containsExactly(fits);
    }

    @Test
    void aPastedFileIsRefusedInWordsAndTheTextStays() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "file", "지수");
        jisu.box().fill("look:");
        jisu.box()
                .evaluate("(box) => { const data = new DataTransfer();"
                        + " data.items.add(new File(['x'], '그림.png', { type: 'image/png' }));"
                        + " box.dispatchEvent(new ClipboardEvent('paste',"
                        + " { clipboardData: data, bubbles: true, cancelable: true })); }");
        assertThat(jisu.part("notice")).isVisible();
        assertThat(jisu.part("notice")).hasText("Files cannot be sent yet.");
        assertThat(jisu.box()).hasValue("look:");
        jisu.box().press("End");
        jisu.box().pressSequentially(" a");
        assertThat(jisu.part("notice")).not().hasText("Files cannot be sent yet.");
        jisu.box().press("Enter");
        jisu.sees("look: a");
    }
}
