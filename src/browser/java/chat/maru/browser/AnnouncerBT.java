package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a screen reader is told, and how it finds its way. */
class AnnouncerBT {
    /** Writes down all that is read out from here on. */
    private static final String LISTEN = """
            region => {
              window.told = [];
              new MutationObserver((changes) => changes.forEach(({ addedNodes }) =>
                addedNodes.forEach(({ textContent }) => window.told.push(textContent))))
                .observe(region, { childList: true });
            }""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void whatAnotherSaysIsReadOutOnceWithTheNameAndWhatIsOldOrOnesOwnIsNot() {
        HALL.fill("read-out", "민호", 30);
        Visitor visitor = visitors.visitor(Look.KOREAN).named("지수").open(HALL.url("/"));
        Stage stage = Stage.enter(visitor, HALL, "read-out");
        assertThat(stage.row("message 30")).isVisible();
        assertThat(stage.part("announcer")).isEmpty();
        stage.part("announcer").evaluate(LISTEN);
        stage.say("내 말");
        assertThat(stage.row("내 말")).hasClass(Pattern.compile(".*seen.*"));
        try (MaruClient member = HALL.member("read-out", "민호")) {
            Hall.in(member.publish("안녕하세요"));
            visitor.page().waitForCondition(() -> told(visitor).contains("민호: 안녕하세요"));
        }
        assertThat(told(visitor).stream().filter(line -> line.contains("안녕하세요")))
                .hasSize(1);
        assertThat(told(visitor)).noneMatch(line -> line.contains("내 말") || line.contains("message"));
    }

    @Test
    void aFloodIsReadOutAsItsNumber() {
        Visitor visitor = visitors.visitor(Look.KOREAN).named("지수");
        Stage stage = Stage.enter(visitor, HALL, "flood");
        stage.part("announcer").evaluate(LISTEN);
        try (MaruClient member = HALL.member("flood", "민호")) {
            List<CompletionStage<?>> acks = IntStream.rangeClosed(1, 40)
                    .<CompletionStage<?>>mapToObj(i -> member.publish("flood " + i))
                    .toList();
            acks.forEach(Hall::in);
            visitor.page().waitForCondition(() -> told(visitor).stream().anyMatch(line -> line.startsWith("새 메시지")));
        }
        assertThat(told(visitor)).hasSizeLessThan(12).contains("민호: flood 1").doesNotContain("민호: flood 40");
    }

    @SuppressWarnings("unchecked")
    private static List<String> told(Visitor visitor) {
        return (List<String>) visitor.page().evaluate("() => window.told");
    }

    @Test
    void theConversationIsALogThatDoesNotReadItselfOutUnderHeadingsAndLandmarks() {
        HALL.fill("landmarks", "민호", 3);
        Visitor visitor = visitors.visitor().named("Jisu");
        Stage stage = Stage.enter(visitor, HALL, "landmarks");
        Page page = visitor.page();
        assertThat(page.getByRole(AriaRole.LOG)).hasAttribute("aria-live", "off");
        assertThat(page.getByRole(AriaRole.MAIN)).hasCount(1);
        assertThat(page.getByRole(AriaRole.NAVIGATION)).hasCount(1);
        assertThat(page.getByRole(AriaRole.HEADING, level(1))
                        .filter(new Locator.FilterOptions().setHasText("landmarks")))
                .hasCount(1);
        assertThat(stage.find("li.day").getByRole(AriaRole.HEADING)).hasText("Today");
        assertThat(stage.find("li.day h2")).hasCount(1);
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Conversation")))
                .hasCount(1);
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }
}
