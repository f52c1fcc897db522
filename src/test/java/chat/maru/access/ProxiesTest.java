package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies USUAL = Proxies.parse("10.0.0.0/8, ::1", "X-Forwarded-For");
    private static final Proxies STANDARD = Proxies.parse("10.0.0.0/8 ::1", "Forwarded");

    private static String address(Proxies proxies, String peer, String... lines) {
        return Objects.requireNonNull(
                        proxies.see(MadeUpRequest.from(peer, lines)).address())
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7, 10.1.1.1 | 203.0.113.7",
                "10.6.6.6, 203.0.113.7, 10.1.1.1, ::1 | 203.0.113.7",
                "6.6.6.6, 10.9.9.9 | 6.6.6.6",
                "10.1.1.1, 10.2.2.2 | 10.1.1.1",
                "203.0.113.7:4711 | 203.0.113.7",
                "[2001:db8::7]:4711 | 2001:db8::7",
                "[2001:db8::7] | 2001:db8::7",
                "2001:DB8::7 | 2001:db8::7",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "6.6.6.6, nonsense | 10.0.0.1",
                "6.6.6.6, nonsense, 10.2.2.2 | 10.2.2.2",
                "6.6.6.6, | 10.0.0.1",
                "6.6.6.6, unknown | 10.0.0.1",
                "evil.example | 10.0.0.1",
                "nonsense, 203.0.113.7 | 203.0.113.7"
            })
    void theClientIsTheFirstFromTheRightThatIsNoProxy(String header, String client) {
        assertThat(address(USUAL, "10.0.0.1", "X-Forwarded-For: " + header)).isEqualTo(client);
    }

    @Test
    void severalLinesOfAHeaderAreOneAndWhatIsMadeUpWithoutEndIsNotReadToTheEnd() {
        assertThat(address(USUAL, "10.0.0.1", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.7, 10.2.2.2"))
                .isEqualTo("203.0.113.7");
        assertThat(address(USUAL, "10.0.0.1", "X-Forwarded-For: 6.6.6.6" + ", 10.2.2.2".repeat(1_000)))
                .isEqualTo("10.2.2.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 6.6.6.6",
                "Forwarded: for=6.6.6.6",
                "X-Forwarded-Host: chat.example",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 6.6.6.6",
                "Via: 1.1 proxy"
            })
    void whatAStrangerSaysOfOthersIsNotBelieved(String line) {
        Proxies.Seen seen = USUAL.see(MadeUpRequest.from("203.0.113.7", "Host: maru.example", line));
        assertThat(seen)
                .isEqualTo(new Proxies.Seen(IpAddress.parse("203.0.113.7").get(), "http", "maru.example", false));
    }

    @Test
    void theHeaderThatTheProxiesDoNotWriteIsTheClientsAndIsNotRead() {
        assertThat(address(USUAL, "10.0.0.1", "X-Forwarded-For: 203.0.113.7", "Forwarded: for=6.6.6.6"))
                .isEqualTo("203.0.113.7");
        assertThat(address(STANDARD, "10.0.0.1", "X-Forwarded-For: 6.6.6.6", "Forwarded: for=203.0.113.7"))
                .isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7;proto=https;host=chat.example | 203.0.113.7 | https | chat.example",
                "host=\"a.example:84\"; PROTO=HTTPS ;For=\"[2001:db8::7]:99\" | 2001:db8::7 | https | a.example:84",
                "for=6.6.6.6;host=evil.example, for=203.0.113.7;proto=https | 203.0.113.7 | https | own.example",
                "for=\"6.6.6.6, for=203.0.113.7;host=chat.example | 203.0.113.7 | http | chat.example",
                "for=unknown;proto=gopher;host=a/b | 10.0.0.1 | http | own.example",
                "by=10.0.0.1 | 10.0.0.1 | http | own.example"
            })
    void theStandardHeaderSaysTheSame(String header, String client, String scheme, String host) {
        Proxies.Seen seen = STANDARD.see(MadeUpRequest.from("10.0.0.1", "Host: own.example", "Forwarded: " + header));
        assertThat(seen).isEqualTo(new Proxies.Seen(IpAddress.parse(client).get(), scheme, host, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https | chat.example | https | chat.example",
                "wss | chat.example:8443 | https | chat.example:8443",
                "http, https | evil.example, chat.example | https | chat.example",
                "ftp | chat.example@evil.example | http | own.example"
            })
    void schemeAndHostAreThoseThatTheClientUsed(String proto, String forwarded, String scheme, String host) {
        Proxies.Seen seen = USUAL.see(MadeUpRequest.from(
                "10.0.0.1",
                "Host: own.example",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Proto: " + proto,
                "X-Forwarded-Host: " + forwarded));
        assertThat(seen.scheme()).isEqualTo(scheme);
        assertThat(seen.host()).isEqualTo(host);
    }

    @Test
    void aSettingThatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> Proxies.parse("proxy.example", "Forwarded")).hasMessageContaining("proxy.example");
        assertThatThrownBy(() -> Proxies.parse("", "X-Client")).hasMessageContaining("X-Client");
    }
}
