package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** axe finds nothing in any view, in both languages, light and dark. */
class AccessBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    /** Puts what no server takes into the box, as a paste may. */
    private static final String REFUSED = "box => { box.value = 'a\\u0001b'; box.dispatchEvent(new Event('input')); }";

    @RegisterExtension
    final Visitors visitors = new Visitors();

    static Stream<Look> looks() {
        return Look.all();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theLobbyAndItsDialogs(Look look) {
        String room = "lobby-" + look;
        Visitor visitor = visitors.visitor(look).named("지수").open(HALL.url("/"));
        Locator field = visitor.page().locator("#hall-room");
        assertThat(field).isVisible();
        visitor.assertAccessible("the empty lobby");
        field.fill("a/b");
        field.press("Enter");
        assertThat(visitor.page().locator("#hall-problem")).not().isEmpty();
        visitor.assertAccessible("a problem");
        Stage stage = Stage.enter(visitor, HALL, room);
        try (MaruClient member = HALL.member(room, "민호")) {
            stage.part("present").click();
            assertThat(stage.find("button.person")).isVisible();
            visitor.open(HALL.url("/"));
            Hall.in(member.publish("hello"));
            visitor.page().reload();
            assertThat(visitor.page().locator(".unread")).isVisible();
            assertThat(visitor.page().locator(".faces")).isVisible();
            visitor.assertAccessible("rooms and unread");
        }
        theDialogs(visitor);
    }

    private static void theDialogs(Visitor visitor) {
        Locator dialog = visitor.page().locator("dialog");
        for (int i = 0; i < 2; i++) {
            visitor.page().locator("#hall footer button").nth(i).click();
            assertThat(dialog).isVisible();
            visitor.assertAccessible(i == 0 ? "the settings" : "the keys");
            visitor.page().keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
        }
        visitor.page().keyboard().press("Control+k");
        assertThat(dialog).isVisible();
        visitor.assertAccessible("the switcher");
        visitor.page().keyboard().type("zz");
        visitor.assertAccessible("the switcher with a new room");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aRoomWithAllThatIsSaidInRooms(Look look) {
        String room = "rows-" + look;
        Visitor visitor = visitors.visitor(look).named("지수");
        Stage stage = Stage.enter(visitor, HALL, room);
        visitor.assertAccessible("the empty room");
        stage.say("mine");
        stage.part("text").evaluate(REFUSED);
        stage.part("text").press("Enter");
        assertThat(stage.find(".failed-why")).isVisible();
        visitor.open(HALL.url("/"));
        try (MaruClient member = HALL.member(room, "민호")) {
            Stage.sayAll(member, "지수");
            Stage.enter(visitor, HALL, room);
            assertThat(stage.find("li.divider")).isVisible();
            assertThat(stage.find(".failed-why")).isVisible();
            HALL.member(room, "Ann").close();
            assertThat(stage.find("li.note")).not().hasCount(0);
            member.typing(true);
            assertThat(stage.part("typing")).not().isEmpty();
            visitor.assertAccessible("rows of all kinds");
        }
        stage.part("present").click();
        visitor.assertAccessible("the people");
        stage.find(".people .close").click();
        whatLiesOverTheRows(visitor, stage);
        whatStandsAtTheBox(visitor, stage);
    }

    private static void whatLiesOverTheRows(Visitor visitor, Stage stage) {
        assertThat(stage.toolbar(Stage.SAID).first()).isVisible();
        visitor.assertAccessible("the toolbar");
        stage.menu(Stage.SAID);
        visitor.assertAccessible("the menu");
        visitor.page().keyboard().press("Escape");
        // As long as the keyboard is at the toolbar, it stays.
        stage.part("text").focus();
        stage.menu("mine").locator(".danger").click();
        visitor.assertAccessible("whether to delete");
        visitor.page().keyboard().press("Escape");
        stage.part("emoji").click();
        assertThat(stage.find(".group").last()).isVisible();
        visitor.assertAccessible("the emoji");
        stage.find(".picker input").fill("tea");
        visitor.assertAccessible("emoji that were found");
        stage.find(".picker input").fill("qqqq");
        assertThat(stage.find(".picker [role=status]")).not().isEmpty();
        visitor.assertAccessible("no emoji");
        // The first empties the box to search in, as browsers do.
        visitor.page().keyboard().press("Escape");
        visitor.page().keyboard().press("Escape");
        assertThat(stage.find(".picker")).isHidden();
    }

    private static void whatStandsAtTheBox(Visitor visitor, Stage stage) {
        Locator box = stage.part("text");
        box.pressSequentially("@");
        assertThat(stage.find("[role=option]").first()).isVisible();
        visitor.assertAccessible("whom to mention");
        box.fill("");
        stage.toolbar(Stage.SAID).nth(2).click();
        assertThat(stage.part("about")).isVisible();
        visitor.assertAccessible("a reply");
        visitor.page().keyboard().press("Escape");
        box.press("ArrowUp");
        assertThat(box).hasValue("mine");
        visitor.assertAccessible("an edit");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoHasNoNameAndWhoHasABadOne(Look look) {
        Visitor guest = visitors.visitor(look);
        Stage stage = Stage.enter(guest, HALL, "guests-" + look);
        guest.assertAccessible("a guest");
        stage.part("guest").locator("button").click();
        guest.assertAccessible("the question for a name");
        stage.find(".ask input").fill("n".repeat(41));
        stage.find(".ask .primary").click();
        assertThat(stage.find("#naming-problem")).not().isEmpty();
        guest.assertAccessible("a name that is too long");
        guest.named("\u202e").open(HALL.roomUrl("guests-" + look));
        assertThat(stage.part("dot")).hasAttribute("data-phase", "closed");
        guest.assertAccessible("a name that the server refuses");
        guest.page().keyboard().press("Escape");
        guest.assertAccessible("a room that is closed");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void whoHasScrolledAwayOrComesByALink(Look look) {
        String room = "far-" + look;
        HALL.fill(room, "민호", 120);
        Visitor visitor = visitors.visitor(look).named("지수").open(HALL.roomUrl(room) + "&at=30");
        Stage stage = Stage.of(visitor).in();
        // The mark goes away by itself; what it looks like stays to be looked at.
        stage.row("message 30").evaluate("row => row.classList.add('flash')");
        visitor.assertAccessible("a message that a link led to");
        assertThat(stage.part("pill")).isVisible();
        visitor.assertAccessible("the way to the newest");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aPhone(Look look) {
        Visitor visitor = visitors.visitor(look.phone()).named("지수");
        try (MaruClient member = HALL.member("phone-" + look, "민호")) {
            Stage.sayAll(member, "지수");
            Stage stage = Stage.enter(visitor, HALL, "phone-" + look);
            assertThat(stage.row("an answer")).isVisible();
            visitor.assertAccessible("a room on a phone");
            stage.part("present").click();
            visitor.assertAccessible("the people on a phone");
            visitor.open(HALL.url("/"));
            assertThat(visitor.page().locator("#hall-room")).isVisible();
            visitor.assertAccessible("the lobby on a phone");
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void theRoomOnAnotherPage(Look look) {
        Visitor visitor = visitors.visitor(look).open(HALL.url("/examples/embed.html"));
        Stage.of(visitor).in();
        visitor.assertAccessible("the page that embeds a room");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aRoomThatIsCutOff(Look look) throws IOException {
        Visitor visitor = visitors.visitor(look).named("지수").mayBeCutOff();
        Stage stage = Stage.enter(visitor, HALL, "cut-" + look);
        try {
            HALL.kill9();
            stage.say("kept for later");
            assertThat(stage.find(".banner p")).isVisible();
            assertThat(stage.find("li.queued")).isVisible();
            visitor.assertAccessible("a connection that is lost");
        } finally {
            HALL.restart();
        }
        stage.in();
        stage.part("text").evaluate(REFUSED);
        stage.part("text").press("Enter");
        assertThat(stage.find(".failed-why")).isVisible();
        assertThat(stage.find(".banner .good")).isVisible();
    }
}
