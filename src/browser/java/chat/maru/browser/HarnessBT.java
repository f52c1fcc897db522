package chat.maru.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools of these tests notice what they are made to notice: otherwise everything else here would prove nothing. */
class HarnessBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "script-src | import('https://evil.example/x.js').catch(() => {})",
                "require-trusted-types-for | document.body.setAttribute('onclick', 'alert(1)')",
                "require-trusted-types-for | document.body.insertAdjacentHTML('beforeend', '<b>bold</b>')",
                "style-src-attr  | document.body.setAttribute('style', 'color: red')",
                "img-src         | new Image().src = 'https://evil.example/x.png'"
            })
    void aViolationOfThePolicyIsHeard(String directive, String script) {
        Visitor visitor = visitors.visitor().open(HALL.url("/"));
        visitor.page().evaluate("() => { try { " + script + " } catch (e) {} }");
        assertThat(visitor.takeNoise()).anySatisfy(heard -> assertThat(heard).contains(directive));
    }

    @Test
    void anErrorIsHeardFromEveryPage() {
        Visitor visitor = visitors.visitor().open(HALL.url("/"));
        visitor.page().evaluate("() => { console.error('told'); setTimeout(() => { throw new Error('thrown') }) }");
        Page second = visitor.context().newPage();
        second.navigate(HALL.url("/"));
        second.evaluate("() => { Promise.reject(new Error('rejected')) }");
        List<String> noise = visitor.takeNoise();
        for (String what : List.of("told", "thrown", "rejected")) {
            assertThat(noise).anySatisfy(heard -> assertThat(heard).contains(what));
        }
        visitor.assertQuiet();
        visitor.page().evaluate("() => console.error('again')");
        assertThatThrownBy(visitor::assertQuiet).hasMessageContaining("again");
        visitor.takeNoise();
    }

    @Test
    void axeSeesIntoShadowRoots() {
        Visitor visitor = visitors.visitor().open(HALL.url("/"));
        visitor.page()
                .evaluate("() => { const root = document.body.attachShadow({mode: 'open'});"
                        + " root.append(document.createElement('img')); }");
        assertThatThrownBy(() -> visitor.assertAccessible("with a picture that says nothing"))
                .hasMessageContaining("image-alt");
    }

    @Test
    void aKoreanEnterCommitsAndThenIsAnEnter() {
        Visitor visitor = box();
        Ime ime = visitor.ime().korean("가 한");
        assertThat(heard(visitor))
                .startsWith("keydown 229 false", "compositionstart ", "compositionupdate ㄱ")
                .containsSubsequence("compositionupdate 가", "compositionend 가", "compositionupdate ㅎ")
                .endsWith("compositionupdate 한", "keyup 229 true");
        ime.koreanEnter();
        assertThat(heard(visitor))
                .containsExactly(
                        "keydown 229 true",
                        "compositionupdate 한",
                        "compositionend 한",
                        "keydown 13 false",
                        "beforeinput insertLineBreak",
                        "keyup 13 false");
        assertThat(visitor.page().locator("textarea").inputValue()).isEqualTo("가 한\n");
    }

    @Test
    void aJapaneseEnterCommitsOnlyAndTheNextIsAnEnter() {
        Visitor visitor = box();
        Ime ime = visitor.ime().japanese("かな");
        assertThat(heard(visitor)).endsWith("compositionupdate かな", "keyup 229 true");
        ime.japaneseEnter();
        assertThat(heard(visitor))
                .containsExactly("keydown 229 true", "compositionupdate かな", "compositionend かな", "keyup 13 false");
        ime.japaneseEnter();
        assertThat(heard(visitor)).contains("keydown 13 false", "beforeinput insertLineBreak");
    }

    @Test
    void anEnterOfSafariComesAfterTheCompositionAndSays229() {
        Visitor visitor = box();
        Ime ime = visitor.ime().korean("한");
        heard(visitor);
        ime.safariEnter();
        assertThat(heard(visitor)).endsWith("compositionend 한", "keydown 229 false", "keyup 13 false");
        ime.shiftEnter();
        assertThat(heard(visitor)).contains("keydown 13 shift", "beforeinput insertLineBreak");
    }

    /** A box that has the focus and writes down what it is told. */
    private Visitor box() {
        Visitor visitor = visitors.visitor().open(HALL.url("/"));
        // The lobby takes the focus when it is there.
        visitor.page().locator("#hall-room:focus").waitFor();
        visitor.page().evaluate("""
                () => {
                  const box = document.createElement('textarea');
                  window.heard = [];
                  for (const type of ['keydown', 'keyup', 'compositionstart', 'compositionupdate', 'compositionend']) {
                    box.addEventListener(type, (e) => heard.push(`${type} ${e.keyCode
                      ? `${e.keyCode} ${e.shiftKey ? 'shift' : e.isComposing}` : e.data}`));
                  }
                  box.addEventListener('beforeinput', (e) => {
                    if (!e.isComposing && e.inputType.startsWith('insertLine')) {
                      heard.push(`beforeinput ${e.inputType}`);
                    }
                  });
                  document.body.append(box);
                  box.focus();
                }""");
        return visitor;
    }

    /** What the box was told since this was asked last. */
    @SuppressWarnings("unchecked")
    private static List<String> heard(Visitor visitor) {
        return (List<String>) visitor.page().evaluate("() => heard.splice(0)");
    }

    @Test
    void aHallThatWasKilledComesBackWithAllThatWasStored() throws IOException {
        HALL.fill("한국", "지수", 120);
        Visitor visitor = visitors.visitor().open(HALL.url("/health/live"));
        HALL.kill9();
        assertThatThrownBy(() -> visitor.open(HALL.url("/health/live"))).isInstanceOf(PlaywrightException.class);
        HALL.restart();
        visitor.open(HALL.url("/health/live"));
        try (MaruClient member = HALL.member("한국", "민호")) {
            assertThat(Hall.in(member.welcome()).head()).isEqualTo(120);
            assertThat(Hall.in(member.historyBefore(0, 1)).messages().get(0).text())
                    .isEqualTo("message 120");
        }
        visitor.takeNoise();
    }

    @Test
    void aPictureIsKept() throws IOException {
        Visitor visitor = visitors.visitor(Look.KOREAN.phone()).open(HALL.url("/"));
        assertThat(Files.size(visitor.screenshot("harness"))).isPositive();
    }
}
