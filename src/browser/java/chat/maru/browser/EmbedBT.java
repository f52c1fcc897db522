package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room on the page of somebody else. */
class EmbedBT {
    @RegisterExtension
    static final Elsewhere LISTED = new Elsewhere();

    @RegisterExtension
    static final Elsewhere FOREIGN = new Elsewhere();

    @RegisterExtension
    static final Hall HALL = new Hall("-Dmaru.origins=" + LISTED.origin());

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aListedPageShowsARoomWithOneScriptTag() {
        Visitor visitor = visitors.visitor().open(LISTED.show(page()));
        Locator composer = visitor.page().locator("maru-room textarea");
        assertThat(composer).isEditable();
        composer.fill("hello from elsewhere");
        composer.press("Enter");
        try (MaruClient member = HALL.member("lobby", "민호")) {
            assertThat(visitor.page().getByText("hello from elsewhere")).isVisible();
            Hall.in(member.publish("hello to elsewhere"));
            assertThat(visitor.page().getByText("hello to elsewhere")).isVisible();
        }
    }

    @Test
    void aPageThatIsNotListedGetsNoScript() {
        Visitor visitor = visitors.visitor().open(FOREIGN.show(page()));
        visitor.page().waitForCondition(() -> !visitor.noise().isEmpty());
        Assertions.assertThat(visitor.takeNoise())
                .anySatisfy(heard -> Assertions.assertThat(heard).contains("blocked by CORS policy"));
        assertThat(visitor.page().locator("maru-room textarea")).hasCount(0);
    }

    private static String page() {
        return """
                <!doctype html>
                <html lang="en">
                  <meta charset="utf-8">
                  <title>Elsewhere</title>
                  <script type="module" src="%s"></script>
                  <maru-room room="lobby" name="Jisu" lang="en"></maru-room>
                </html>
                """.formatted(HALL.url("/js/maru-room.js"));
    }
}
