package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.support.FaultProxy;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.WebSocketRoute;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was sent is there once, in its order, whatever happens to the server and to the network. */
class SendingBT {
    private static final int MESSAGES = 10;

    /** Nobody listens there. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

    /** Soon it is known that it is not only the room that cannot be reached. */
    private static final Pattern LOST = Pattern.compile("연결이 끊겼습니다. 쓰던 글은 그대로 남아 있습니다.|서버에 닿을 수 없습니다. 네트워크를 확인해 주세요.");

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aRowKeepsItsElementFromPendingToStored() throws IOException {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN), HALL, "pending", "지수");
        HALL.pause();
        try {
            jisu.say("곧 가요");
            Locator row = jisu.row("곧 가요");
            assertThat(row).hasClass(Pattern.compile("queued"));
            assertThat(row).containsText("보내는 중…");
            row.evaluate("(row) => { row.isTheSame = true; }");
        } finally {
            HALL.goOn();
        }
        jisu.sees("곧 가요");
        assertThat(jisu.row("곧 가요").evaluate("(row) => row.isTheSame")).isEqualTo(true);
        assertThat(jisu.row("곧 가요")).not().containsText("보내는 중…");
        assertThat(jisu.row("곧 가요").locator("time")).isVisible();
    }

    @Test
    void whatIsOnItsWayWhenTheServerIsKilledIsStoredOnceInOrder() throws IOException {
        Seat jisu = Seat.take(visitors.visitor(Look.KOREAN).mayBeCutOff(), HALL, "killed", "지수");
        Seat minho = Seat.take(visitors.visitor().mayBeCutOff(), HALL, "killed", "Minho");
        List<String> expected = new ArrayList<>(sendAtOnce(jisu, "first"));
        HALL.kill9();
        int storedAtTheKill = jisu.page().locator("maru-room li.message.seen").count();
        System.out.println("whatIsOnItsWay…: " + storedAtTheKill + " of " + MESSAGES + " were answered at the kill");
        expected.addAll(jisu.sayMany("second", MESSAGES));
        assertThat(jisu.texts()).hasText(expected.toArray(String[]::new));
        HALL.restart();
        for (Seat seat : List.of(jisu, minho)) {
            seat.sees(expected.toArray(String[]::new));
        }
        jisu.page().reload();
        jisu.in().sees(expected.toArray(String[]::new));
        assertThat(HALL.stored("killed")).isEqualTo(expected);
    }

    /** So quickly that some are on their way when this returns. */
    private static List<String> sendAtOnce(Seat seat, String word) {
        List<String> texts =
                IntStream.rangeClosed(1, MESSAGES).mapToObj(i -> word + " " + i).toList();
        seat.box()
                .evaluate(
                        "(box, texts) => texts.forEach((text) => { box.value = text;"
                                + " box.dispatchEvent(new Event('input')); box.form.requestSubmit(); })",
                        texts);
        return texts;
    }

    @Test
    void whatWaitsSurvivesAReloadWhileTheServerIsDown() throws IOException {
        Seat jisu = Seat.take(visitors.visitor().mayBeCutOff(), HALL, "down", "Jisu");
        jisu.say("before");
        jisu.sees("before");
        HALL.kill9();
        List<String> said = jisu.sayMany("while down", 3);
        jisu.box().fill("draft");
        assertThat(jisu.texts()).hasCount(1 + said.size());
        assertThatThrownBy(() -> jisu.page().reload()).isInstanceOf(PlaywrightException.class);
        HALL.restart();
        jisu.visitor().open(HALL.roomUrl("down"));
        jisu.in().sees("before", "while down 1", "while down 2", "while down 3");
        assertThat(jisu.box()).hasValue("draft");
        assertThat(HALL.stored("down")).containsExactly("before", "while down 1", "while down 2", "while down 3");
        jisu.page().reload();
        jisu.in().sees("before", "while down 1", "while down 2", "while down 3");
    }

    @Test
    void offlineOneWritesOnAndAllIsSentAndReadOnTheReturn() throws IOException {
        URI address = URI.create(HALL.roomUrl("offline"));
        try (FaultProxy network = FaultProxy.start(address)) {
            Seat jisu = Seat.take(visitors.visitor(Look.KOREAN).named("지수").mayBeCutOff(), through(network, address));
            Seat minho = Seat.take(visitors.visitor(), HALL, "offline", "Minho");
            network.target(NOWHERE);
            jisu.visitor().context().setOffline(true);
            network.cutAll(FaultProxy.End.RESET);
            assertThat(jisu.part("dot")).not().hasAttribute("data-phase", "open");
            assertThat(jisu.part("banner")).containsText(LOST);
            assertThat(jisu.part("banner").getByText("지금 연결")).isVisible();
            assertThat(jisu.box()).isEditable();
            jisu.say("하나");
            jisu.say("둘");
            minho.say("meanwhile");
            minho.sees("meanwhile");
            assertThat(jisu.texts()).hasText(new String[] {"하나", "둘"});
            network.target(address);
            jisu.visitor().context().setOffline(false);
            assertThat(jisu.part("banner")).hasText("다시 연결되었습니다. 빠진 메시지를 모두 받았습니다 (1개).");
            jisu.sees("meanwhile", "하나", "둘");
            minho.sees("meanwhile", "하나", "둘");
            assertThat(jisu.part("banner")).isEmpty();
        }
        assertThat(HALL.stored("offline")).containsExactly("meanwhile", "하나", "둘");
    }

    private static String through(FaultProxy network, URI address) throws IOException {
        return "http://127.0.0.1:" + network.through(address).getPort() + "/?" + address.getRawQuery();
    }

    @Test
    void whoDoesNotWaitForTheCountdownConnectsNow() throws IOException {
        URI address = URI.create(HALL.roomUrl("now"));
        try (FaultProxy network = FaultProxy.start(address)) {
            Seat jisu = Seat.take(visitors.visitor().named("Jisu").mayBeCutOff(), through(network, address));
            network.target(NOWHERE);
            network.cutAll(FaultProxy.End.RESET);
            Locator now = jisu.button("Connect now");
            assertThat(now).isVisible();
            network.target(address);
            now.click();
            assertThat(jisu.part("banner")).hasText("Connected again.");
            jisu.in().say("here");
            jisu.sees("here");
        }
    }

    @Test
    void aRefusedMessageSaysWhyAndIsRetriedRewrittenOrDiscardedByKeyboard() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "refused", "Jisu");
        String refused = "bell \u0007 rings";
        jisu.say("before");
        jisu.say(refused);
        jisu.say("after");
        Locator failed = jisu.page().locator("maru-room li.message.failed");
        assertThat(failed.locator("[role=alert]")).hasText("Not sent. It contains characters that cannot be used.");
        assertThat(jisu.page().locator("maru-room li.message.seen .text")).hasText(new String[] {"before", "after"});
        press(jisu, "Shift+Tab", "Shift+Tab");
        assertThat(failed).isFocused();
        press(jisu, "Enter");
        assertThat(focused(failed)).hasText("Send again");
        press(jisu, "Enter");
        assertThat(failed).hasCount(1);
        assertThat(failed.locator("[role=alert]")).isVisible();
        jisu.box().focus();
        press(jisu, "Shift+Tab", "Shift+Tab", "Enter", "Tab");
        assertThat(focused(failed)).hasText("Edit");
        press(jisu, "Enter");
        assertThat(failed).hasCount(0);
        assertThat(jisu.box()).isFocused();
        assertThat(jisu.box()).hasValue(refused);
        press(jisu, "Enter");
        assertThat(failed).hasCount(1);
        press(jisu, "Shift+Tab", "Shift+Tab", "Enter", "Tab", "Tab");
        assertThat(focused(failed)).hasText("Discard");
        press(jisu, "Enter");
        jisu.sees("before", "after");
        assertThat(HALL.stored("refused")).containsExactly("before", "after");
    }

    @Test
    void aRefusedReplyThatIsRewrittenStaysAReply() {
        Seat jisu = Seat.take(visitors.visitor(), HALL, "rewritten", "Jisu");
        jisu.say("question");
        jisu.sees("question");
        jisu.tool("question", "Reply").click();
        jisu.say("answer \u0007");
        jisu.page().locator(".failed-why").getByText("Edit").click();
        assertThat(jisu.part("about")).containsText("Reply to Jisu");
        jisu.box().press("Backspace");
        jisu.box().press("Enter");
        jisu.sees("question", "answer");
        assertThat(jisu.row("answer").locator(".quote")).containsText("question");
    }

    private static void press(Seat seat, String... keys) {
        for (String key : keys) {
            seat.page().keyboard().press(key);
        }
    }

    private static Locator focused(Locator row) {
        return row.locator("button:focus");
    }

    @Test
    void aRoomThatCannotBeSaysWhyWhereItsNameIsAsked() {
        Visitor jisu = visitors.visitor(Look.KOREAN).open(HALL.roomUrl("a/b"));
        assertThat(jisu.page().locator("#hall-room")).hasValue("a/b");
        assertThat(jisu.page().locator("#hall-problem")).hasText("방 이름에는 글자, 숫자, _ - . 만 쓸 수 있고 글자나 숫자로 시작해야 합니다.");
        assertThat(jisu.page().locator("maru-room")).isHidden();
    }

    @ParameterizedTest
    @CsvSource({
        "4507, 이 방에 들어갈 권한이 없습니다.",
        "4508, 관리자가 이 방에서 내보냈습니다.",
        "4509, 다른 곳에서 이 방을 열어 여기서는 닫혔습니다.",
        "4599, 서버가 이 방에 들이지 않았습니다. (4599)"
    })
    void aFinalClosingIsSaidInPlainWordsAndEndsTheTrying(int code, String words) {
        Visitor visitor = visitors.visitor(Look.KOREAN).named("민호");
        List<String> doors = new ArrayList<>();
        // The server has no such closing yet: one in between makes it.
        visitor.page().routeWebSocket(Pattern.compile("/chat/"), door -> {
            doors.add(door.url());
            door.close(new WebSocketRoute.CloseOptions().setCode(code));
        });
        visitor.open(HALL.roomUrl("final"));
        Locator banner = visitor.page().locator("maru-room #banner");
        assertThat(banner).containsText(words);
        assertThat(visitor.page().locator("maru-room #dot")).hasAttribute("data-phase", "closed");
        assertThat(doors).hasSize(1);
        banner.getByText("지금 연결").click();
        visitor.page().waitForCondition(() -> doors.size() == 2);
    }

    @Test
    void aNameThatTheServerRefusesAtTheDoorIsAskedForAnew() {
        Visitor visitor = visitors.visitor(Look.KOREAN).named("x".repeat(41)).open(HALL.roomUrl("door"));
        assertThat(visitor.page().locator("maru-room #banner")).containsText("쓸 수 없는 이름입니다.");
        Locator dialog = visitor.page().locator("maru-room dialog.ask");
        assertThat(dialog).containsText("서버가 이 이름을 받지 않았습니다. 다른 이름을 적어 주세요.");
        dialog.locator("input").fill("지수");
        dialog.locator("input").press("Enter");
        assertThat(visitor.page().locator("maru-room #dot")).hasAttribute("data-phase", "open");
        assertThat(visitor.page().locator("maru-room #banner")).not().containsText("쓸 수 없는 이름입니다.");
    }
}
