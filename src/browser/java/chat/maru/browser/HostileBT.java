package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestName;
import chat.maru.client.Ack;
import chat.maru.client.MaruClient;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing that anybody writes runs in the page of another, whichever way it comes. */
class HostileBT {
    private static final List<String> PAYLOADS = Payloads.all();
    private static final int PAYLOADS_MIN = 200;

    /** All that the alarm can notice of what needs no hand to run. */
    private static final List<String> KINDS = List.of(
            "pwn(",
            "element script",
            "element iframe",
            "attribute on",
            "attribute style",
            "address javascript:",
            "asked for http://evil.example/");

    /** Fewer than may be in flight, and few enough that none is left out while it is drawn. */
    private static final int AT_ONCE = 40;

    private static final int NAME_CODE_POINTS_MAX = 40;

    @RegisterExtension
    static final Elsewhere CARELESS = new Elsewhere();

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    private Visitor visitor;
    private Alarm alarm;

    @Test
    void theAlarmRingsOnAPageThatIsCareless() {
        visitor = visitors.visitor();
        alarm = new Alarm(visitor, CARELESS.origin().substring("http".length()));
        visitor.context()
                .route("**://evil.example/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        visitor.open(CARELESS.show("<!doctype html><title>careless</title><body></body>"));
        Set<String> rung = new TreeSet<>();
        int noticed = 0;
        for (String payload : PAYLOADS) {
            visitor.page().evaluate("text => { document.body.innerHTML = text; }", payload);
            List<String> now = alarm.rung();
            noticed += now.isEmpty() ? 0 : 1;
            rung.addAll(now);
        }
        System.out.println("payloads: " + PAYLOADS.size() + ", noticed on a careless page: " + noticed);
        assertThat(noticed).isGreaterThan(PAYLOADS.size() / 2);
        for (String kind : KINDS) {
            assertThat(rung).as(kind).anyMatch(ring -> ring.startsWith(kind));
        }
        visitor.takeNoise();
    }

    @Test
    void noTextRuns() {
        enter("text");
        try (MaruClient member = HALL.member("text", "민호")) {
            everyPayload("text", member, member::publish);
        }
    }

    @Test
    void noQuoteRunsAndNoLink() {
        enter("quote");
        try (MaruClient member = HALL.member("quote", "민호")) {
            everyPayload("quote and link", member, payload -> {
                long quoted = Hall.in(member.publish(payload)).n();
                return member.reply(quoted, "https://example.com/" + payload);
            });
        }
    }

    @Test
    void noNameRuns() {
        Stage stage = enter("name");
        stage.part("present").click();
        List<String> names = PAYLOADS.stream()
                .filter(payload ->
                        GuestName.parse(payload, NAME_CODE_POINTS_MAX).isPresent())
                .toList();
        try (MaruClient member = HALL.member("name", "민호")) {
            for (List<String> some : chunks(names)) {
                for (String name : some) {
                    member.rename(name);
                    member.typing(true);
                    Hall.in(member.publish("said"));
                }
                quiet("end of " + names.indexOf(some.get(0)), member);
            }
        }
        tell("name", names.size());
    }

    @Test
    void noNameOfOnesOwnRuns() {
        List<String> names = List.of("<img src=x onerror=pwn()>", "${pwn()}", "\"onclick=pwn() x=\"", "__proto__");
        for (String name : names) {
            visitor = visitors.visitor().named(name);
            alarm = alarm();
            Stage stage = Stage.enter(visitor, HALL, "own").say("me");
            stage.part("present").click();
            assertThat(stage.find(".people small")).isVisible();
            assertThat(alarm.rung()).isEmpty();
        }
    }

    @Test
    void noRoomOfAnAddressRuns() {
        visitor = visitors.visitor().named("지수");
        alarm = alarm();
        visitor.open(HALL.url("/"));
        for (String payload : PAYLOADS) {
            String room =
                    URLEncoder.encode(payload.substring(0, Math.min(200, payload.length())), StandardCharsets.UTF_8);
            visitor.page()
                    .evaluate(
                            "search => { history.pushState(null, '', search); dispatchEvent(new Event('popstate')); }",
                            "?room=" + room + "&at=" + room + "&lang=" + room);
            assertThat(alarm.rung()).as(payload).isEmpty();
        }
        visitor.open(HALL.url("/?room=" + URLEncoder.encode(PAYLOADS.get(0), StandardCharsets.UTF_8)));
        assertThat(visitor.page().locator("#hall-problem")).not().isEmpty();
        assertThat(alarm.rung()).isEmpty();
        tell("room", PAYLOADS.size());
    }

    private Alarm alarm() {
        URI own = URI.create(HALL.url("/"));
        return new Alarm(visitor, "://" + own.getAuthority() + "/");
    }

    private Stage enter(String room) {
        visitor = visitors.visitor().named("지수");
        alarm = alarm();
        return Stage.enter(visitor, HALL, room);
    }

    private void everyPayload(String channel, MaruClient member, Function<String, CompletionStage<Ack>> send) {
        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(PAYLOADS_MIN);
        for (List<String> some : chunks(PAYLOADS)) {
            List<CompletionStage<Ack>> acks = new ArrayList<>();
            some.forEach(payload -> acks.add(send.apply(payload)));
            acks.forEach(Hall::in);
            quiet("end of " + PAYLOADS.indexOf(some.get(0)), member);
        }
        tell(channel, PAYLOADS.size());
    }

    /** All that was sent is drawn, and nothing of it rang. */
    private void quiet(String end, MaruClient member) {
        Hall.in(member.publish(end));
        assertThat(visitor.page().getByText(end, new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(alarm.rung()).isEmpty();
        visitor.assertQuiet();
    }

    private static List<List<String>> chunks(List<String> all) {
        List<List<String>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            chunks.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
        }
        return chunks;
    }

    private static void tell(String channel, int payloads) {
        System.out.println("payloads as " + channel + ": " + payloads);
    }
}
