package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room on the page of somebody else. */
class EmbedBT {
    /** What the page around says of its own looks, which the room must neither take nor change. */
    private static final String STYLE = """
            body { color: rgb(1, 2, 3); }
            h1, p, button, textarea { color: rgb(200, 0, 0) !important; letter-spacing: 9px; }
            .message { display: none !important; }
            maru-room { block-size: 20rem; --maru-accent: rgb(10, 20, 130); --maru-paper: rgb(250, 250, 255); }
            """;

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
        Visitor visitor = visitors.visitor().open(LISTED.show(page(room("lobby", "Jisu"))));
        Locator composer = visitor.page().locator("maru-room textarea");
        assertThat(composer).isEditable();
        composer.fill("hello from elsewhere");
        composer.press("Enter");
        try (MaruClient member = HALL.member("lobby", "민호")) {
            assertThat(visitor.page().getByText("hello from elsewhere")).isVisible();
            Hall.in(member.publish("hello to elsewhere"));
            assertThat(Stage.of(visitor).row("hello to elsewhere")).isVisible();
        }
    }

    @Test
    void aPageThatIsNotListedGetsNoScript() {
        Visitor visitor = visitors.visitor().open(FOREIGN.show(page(room("lobby", "Jisu"))));
        visitor.page().waitForCondition(() -> !visitor.noise().isEmpty());
        Assertions.assertThat(visitor.takeNoise())
                .anySatisfy(heard -> Assertions.assertThat(heard).contains("blocked by CORS policy"));
        assertThat(visitor.page().locator("maru-room textarea")).hasCount(0);
    }

    @Test
    void whoIsOnTheExampleTalksWithWhoIsOnTheNormalPage() {
        Visitor embedded = visitors.visitor(Look.KOREAN).named("손님").open(HALL.url("/examples/embed.html"));
        Stage there = Stage.of(embedded).in().say("우전은 어떻게 우리나요?");
        Stage here = Stage.enter(visitors.visitor().named("Minho"), HALL, "찻집");
        assertThat(here.row("우전은 어떻게 우리나요?")).isVisible();
        here.say("한 김 식혀서요.");
        assertThat(there.row("한 김 식혀서요.")).isVisible();
        assertThat(there.part("send")).hasCSS("background-color", "rgb(31, 58, 147)");
        embedded.screenshot("embed");
    }

    @Test
    void twoRoomsOnOnePageDoNotDisturbEachOther() {
        Visitor visitor = visitors.visitor().open(LISTED.show(page(room("first", "Jisu") + room("second", "Jisu"))));
        Stage first = Stage.of(visitor, "[room=first]").in();
        Stage second = Stage.of(visitor, "[room=second]").in();
        first.say("to the first");
        second.say("to the second");
        assertThat(first.find("li.seen .text")).hasText("to the first");
        assertThat(second.find("li.seen .text")).hasText("to the second");
        first.part("present").click();
        assertThat(first.part("people")).isVisible();
        assertThat(second.part("people")).isHidden();
    }

    @Test
    void anotherRoomInTheAttributeLeavesTheOneAndEntersTheOther() {
        Visitor visitor = visitors.visitor().open(LISTED.show(page(room("before", "Jisu"))));
        Stage stage = Stage.of(visitor).in().say("before");
        assertThat(stage.find("li.seen")).hasCount(1);
        Stage witness = witness("before");
        visitor.page().locator("maru-room").evaluate("room => room.setAttribute('room', 'after')");
        assertThat(stage.part("title")).hasText("after");
        stage.in().say("after");
        assertThat(stage.find("li.seen .text")).hasText("after");
        assertThat(witness.part("present")).hasText("1 person");
        assertThat(witness.row("after")).hasCount(0);
    }

    @Test
    void anElementThatIsTakenAwayLeavesTheRoom() {
        Visitor visitor = visitors.visitor().open(LISTED.show(page(room("gone", "Jisu"))));
        Stage.of(visitor).in();
        Stage witness = witness("gone");
        visitor.page().locator("maru-room").evaluate("room => room.remove()");
        assertThat(witness.part("present")).hasText("1 person");
    }

    /** Somebody on the normal page, who sees that there are two. */
    private Stage witness(String room) {
        Stage witness = Stage.enter(visitors.visitor().named("Minho"), HALL, room);
        assertThat(witness.part("present")).hasText("2 people");
        return witness;
    }

    @Test
    void aPageThatIsNotListedGetsNoRoomEvenWithTheScript() {
        Visitor visitor = visitors.visitor();
        visitor.context().route(url -> url.startsWith(HALL.url("/")), route -> {
            Map<String, String> asked = new HashMap<>(route.request().headers());
            asked.remove("origin");
            APIResponse answer = route.fetch(new Route.FetchOptions().setHeaders(asked));
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.put("access-control-allow-origin", "*");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
        });
        visitor.mayBeCutOff().open(FOREIGN.show(page(room("lobby", "Jisu"))));
        assertThat(Stage.of(visitor).find(".banner p")).containsText("cannot be reached");
        assertThat(Stage.of(visitor).part("dot")).not().hasAttribute("data-phase", "open");
    }

    @Test
    void noStyleGoesInOrOutButTheColoursThatAreMeantTo() {
        HALL.fill("styled", "민호", 1);
        String around = "<style>" + STYLE + "</style><h1>Mine</h1><p class=bubble>mine</p>" + room("styled", "Jisu");
        Visitor visitor = visitors.visitor().open(LISTED.show(page(around)));
        Stage stage = Stage.of(visitor).in();
        assertThat(stage.row("message 1")).isVisible();
        assertThat(stage.part("title")).not().hasCSS("color", "rgb(200, 0, 0)");
        assertThat(stage.part("text")).hasCSS("letter-spacing", "normal");
        assertThat(stage.part("send")).hasCSS("background-color", "rgb(10, 20, 130)");
        assertThat(stage.part("room")).hasCSS("background-color", "rgb(250, 250, 255)");
        assertThat(visitor.page().locator("body > .bubble")).hasCSS("padding", "0px");
        assertThat(visitor.page().locator("body")).hasCSS("color", "rgb(1, 2, 3)");
        Assertions.assertThat(visitor.page()
                        .evaluate("() => document.styleSheets.length + document.adoptedStyleSheets.length"))
                .isEqualTo(1);
    }

    private static String room(String room, String name) {
        return "<maru-room room=\"%s\" name=\"%s\" lang=\"en\"></maru-room>".formatted(room, name);
    }

    private static String page(String body) {
        return """
                <!doctype html>
                <html lang="en">
                  <meta charset="utf-8">
                  <title>Elsewhere</title>
                  <script type="module" src="%s"></script>
                  <body>%s</body>
                </html>
                """.formatted(HALL.url("/js/maru-room.js"), body);
    }
}
