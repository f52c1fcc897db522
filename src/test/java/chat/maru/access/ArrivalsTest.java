package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.ForgedOrigins;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final String OWN = "Origin: http://chat.example";
    private static final String HOST = "Host: chat.example";

    private final Arrivals arrivals = new Arrivals(
            new Origins(Set.of("https://friend.example")),
            Proxies.parse("10.0.0.1, 127.0.0.9", "X-Forwarded-For"),
            Set.of("staff", "boss"),
            "ticket",
            new RefusalLog());

    @Test
    void whoComesFromThisMachineWithoutAProxyIsLocal() {
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.1")).local()).isTrue();
        assertThat(arrivals.read(MadeUpRequest.from("::1")).local()).isTrue();
        assertThat(arrivals.read(MadeUpRequest.from("203.0.113.7")).local()).isFalse();
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.1", "Via: 1.1 x")).local())
                .isFalse();
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.9", "X-Forwarded-For: 127.0.0.1"))
                        .local())
                .isFalse();
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.9")).local()).isFalse();
    }

    @Test
    void whoComesFromThisMachineIsLimitedForNobodyElse() {
        assertThat(arrivals.read(MadeUpRequest.from("::1")).bucketKey()).isEmpty();
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.1", "X-Forwarded-For: 203.0.113.7"))
                        .bucketKey())
                .isEmpty();
        assertThat(arrivals.read(MadeUpRequest.from("127.0.0.9", "X-Forwarded-For: 2001:db8::7"))
                        .bucketKey())
                .isEqualTo("2001:db8::/64");
    }

    @Test
    void withoutAnAddressEverybodyIsLocalUnlessAFilterShouldHaveSeenThem() {
        assertThat(arrivals.read(MadeUpRequest.from(null)).local()).isTrue();
        arrivals.filtered();
        assertThat(arrivals.read(MadeUpRequest.from(null)).local()).isFalse();
    }

    @Test
    void aTokenComesInTheHeaderOrElseInTheCookie() {
        assertThat(arrivals.read(MadeUpRequest.from("::1", "Authorization: bearer a.b-c_d="))
                        .token())
                .isEqualTo("a.b-c_d=");
        Arrival both =
                arrivals.read(MadeUpRequest.from("::1", "Authorization: Bearer header", "Cookie: ticket=cookie"));
        assertThat(both.token()).isEqualTo("header");
        assertThat(both.ambient()).isFalse();
        Arrival cookie = arrivals.read(MadeUpRequest.from("::1", "Cookie: a=b; ticket=c=d ;x=y", HOST, OWN));
        assertThat(cookie.token()).isEqualTo("c=d");
        assertThat(cookie.ambient()).isTrue();
        assertThat(cookie.originAllowed()).isTrue();
        assertThat(arrivals.read(MadeUpRequest.from("::1", "Cookie: notticket=x; ticket=", "Authorization: Basic YTpi"))
                        .bringsIdentity())
                .isFalse();
        assertThat(cookie.toString()).doesNotContain("c=d");
    }

    @Test
    void aLoginBringsItsRolesThatMeanSomething() {
        Arrival arrival = arrivals.read(MadeUpRequest.loggedIn("mina", HOST, OWN));
        assertThat(arrival.login()).isEqualTo("mina");
        assertThat(arrival.roles()).containsExactly("staff");
        assertThat(arrival.ambient()).isTrue();
        assertThat(arrival.address()).isEqualTo("198.51.100.9");
        assertThat(arrival.bucketKey()).isEqualTo("198.51.100.9");
    }

    @Test
    void aHandshakeWithAnIdentityThatBrowsersSendByThemselvesNeedsAnOrigin() {
        assertThat(arrivals.read(MadeUpRequest.loggedIn("mina", HOST)).originAllowed())
                .isFalse();
        assertThat(arrivals.read(MadeUpRequest.from("::1", "Cookie: ticket=x", HOST))
                        .originAllowed())
                .isFalse();
        assertThat(arrivals.read(MadeUpRequest.from("::1", "Authorization: Bearer x", HOST))
                        .originAllowed())
                .isTrue();
        assertThat(arrivals.read(MadeUpRequest.from("::1", HOST)).originAllowed())
                .isTrue();
    }

    @Test
    void behindAProxyThatEndsTlsTheOwnOriginIsTheOneThatTheBrowserSees() {
        String[] behind = {
            "Host: maru:8080",
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: chat.example",
            "Origin: https://chat.example"
        };
        assertThat(arrivals.read(MadeUpRequest.from("10.0.0.1", behind)).originAllowed())
                .isTrue();
        assertThat(arrivals.read(MadeUpRequest.from("10.0.0.2", behind)).originAllowed())
                .isFalse();
    }

    @Test
    void ofManyOriginsBehindAProxyOnlyTheExactOnesPass() {
        List<String> forged = ForgedOrigins.of("https", "chat.example", 8443);
        List<String> all = new ArrayList<>(forged);
        all.addAll(List.of("https://chat.example:8443", "https://CHAT.example:8443", "https://friend.example"));
        all.removeIf(origin -> !arrivals.read(MadeUpRequest.from(
                        "10.0.0.1",
                        "Host: maru:8080",
                        "X-Forwarded-For: 203.0.113.7",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: chat.example:8443",
                        "Origin: " + origin))
                .originAllowed());
        assertThat(forged).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(all)
                .containsExactly("https://chat.example:8443", "https://CHAT.example:8443", "https://friend.example");
    }

    @Test
    void itIsHandedOverInItsThreadUntilItLeaves() {
        Arrival arrival = arrivals.read(MadeUpRequest.from("::1"));
        arrivals.enter(arrival);
        assertThat(arrivals.current()).containsSame(arrival);
        arrivals.leave();
        assertThat(arrivals.current()).isEmpty();
    }

    @Test
    void whatIsLoggedOfAStrangerIsOneShortLine() {
        assertThat(Printable.of("http://a\r\nb\u202e\u2028\\n\ud800가🙂", 200))
                .isEqualTo("http://a\\u000d\\u000ab\\u202e\\u2028\\u005cn\\ud800가🙂");
        assertThat(Printable.of("x".repeat(300), 200)).isEqualTo("x".repeat(200) + "…");
    }
}
