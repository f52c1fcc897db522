package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The palette can be read, whatever is written in it on whatever it has, and movement is left out where it harms. */
class ColoursBT {
    private static final double CONTRAST_MIN = 4.5;

    private static final List<String> WRITTEN_IN = List.of(
            "ink", "ink-soft", "accent", "warn", "amber", "tone-0", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5");

    private static final List<String> WRITTEN_ON = List.of("paper", "plank", "mine", "theirs");

    /** What is written on nothing but this. */
    private static final Map<String, String> PAIRS =
            Map.of("on-accent", "accent", "warn", "warn-paper", "paper", "ink", "ink", "beam");

    /** The red, green and blue of a token, as the browser comes to them. */
    private static final String RGB = """
            token => {
              const probe = document.body.appendChild(document.createElement('p'));
              probe.style.setProperty('color', `var(--${token})`);
              const { color } = getComputedStyle(probe);
              probe.remove();
              return color.match(/\\d+/g).slice(0, 3).map(Number);
            }""";

    /** Marks a row as one that was jumped to, and gives all in the room that moves for longer than a blink. */
    private static final String MOVES = """
            row => row.classList.add('flash') ?? row.getRootNode().getAnimations()
              .filter((animation) => animation.effect.getComputedTiming().duration > 10)
              .map((animation) => `${animation.animationName ?? animation.transitionProperty}`)""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTokenThatIsWrittenInCanBeReadOnEveryOneThatIsWrittenOn(boolean isDark) {
        Look look = isDark ? Look.ENGLISH.dark() : Look.ENGLISH;
        Page page = visitors.visitor(look).open(HALL.url("/")).page();
        Map<String, Double> contrasts = new TreeMap<>();
        Stream.concat(
                        WRITTEN_IN.stream().flatMap(in -> WRITTEN_ON.stream().map(on -> Map.entry(in, on))),
                        PAIRS.entrySet().stream())
                .forEach(pair -> contrasts.put(
                        pair.getKey() + " on " + pair.getValue(),
                        contrast(luminance(page, pair.getKey()), luminance(page, pair.getValue()))));
        Map.Entry<String, Double> least =
                contrasts.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        System.out.printf(
                "least contrast of %d pairs, %s: %s, %.2f%n", contrasts.size(), look, least.getKey(), least.getValue());
        assertThat(contrasts)
                .allSatisfy((pair, contrast) -> assertThat(contrast).as(pair).isGreaterThanOrEqualTo(CONTRAST_MIN));
    }

    /** Relative luminance, as WCAG 2.2 defines it. */
    private static double luminance(Page page, String token) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        List<?> rgb = (List<?>) page.evaluate(RGB, token);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double part = ((Number) rgb.get(i)).doubleValue() / 255;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    @Test
    void nothingMovesForWhoAsksForNoMovement() {
        HALL.fill("calm", "민호", 60);
        Visitor calm = visitors.visitor(Look.ENGLISH.calm()).named("Jisu");
        Visitor other = visitors.visitor().named("Ann");
        assertThat(moves(calm)).isEmpty();
        assertThat(moves(other)).isNotEmpty();
    }

    private static List<?> moves(Visitor visitor) {
        return (List<?>) Stage.enter(visitor, HALL, "calm").row("message 60").evaluate(MOVES);
    }

    @Test
    void forcedColoursShowTheFocusAndWhatIsPressed() {
        Visitor visitor = visitors.visitor(Look.ENGLISH.stark()).named("Jisu");
        try (MaruClient member = HALL.member("stark", "Minho")) {
            Stage.sayAll(member, "Jisu");
            Stage stage = Stage.enter(visitor, HALL, "stark");
            stage.find(".mark").first().click();
            assertThat(stage.find(".mark[aria-pressed=true]")).isVisible();
            visitor.page().keyboard().press("Shift+Tab");
            stage.part("text").focus();
            assertThat(stage.part("text")).hasCSS("outline-style", "solid");
            assertThat(stage.find(".mark[aria-pressed=true]")).hasCSS("border-top-width", "2px");
            assertThat(stage.find(".mention.me")).hasCSS("border-top-width", "2px");
            assertThat(stage.find(".mark[aria-pressed=false]").first()).hasCSS("border-top-width", "1px");
            visitor.screenshot("forced-colours");
        }
    }

    @Test
    void whoAsksForMoreContrastGetsNoPaleInk() {
        Page page = visitors.visitor(Look.ENGLISH.stark()).open(HALL.url("/")).page();
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
        assertThat(luminance(page, "ink-soft")).isEqualTo(luminance(page, "ink"));
    }
}
