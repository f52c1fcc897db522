package chat.maru.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No webhook is sent to what only this machine can reach, however its address is spelled. */
class HookUrlTest {
    private static final List<String> HOSTS = List.of(
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "127.255.255.254",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0x7f.1",
            "0177.0.0.1",
            "0177.1",
            "017700000001",
            "127.0.0.1.",
            "127.00.0.1",
            "0127.0.0.1",
            "0.0.0.0",
            "0",
            "0.1.2.3",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "10.0.0.1",
            "10.255.255.255",
            "0xa000001",
            "167772161",
            "012.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.168.1",
            "3232235521",
            "0xc0a80001",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "2852039166",
            "0xa9fea9fe",
            "169.254.43518",
            "0251.0376.0251.0376",
            "192.0.0.192",
            "198.18.0.1",
            "192.0.2.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "1.2.3.4.5",
            "256.1.1.1",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::ffff:169.254.169.254]",
            "[::127.0.0.1]",
            "[::10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b::169.254.169.254]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2002:a9fe:a9fe::1]",
            "[fe80::1]",
            "[fe80::1%25lo]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[2001::1]",
            "[100::1]",
            "[5f00::1]",
            "[::ffff:0:127.0.0.1]",
            "①②⑦.0.0.1",
            "127。0。0。1",
            "%31%32%37.0.0.1",
            "user@127.0.0.1",
            "user:secret@example.com",
            "example.com@127.0.0.1",
            "127.0.0.1\\@example.com");

    @Test
    void noSpellingOfAPrivateAddressIsLetThroughAndNothingConnects() throws Exception {
        AtomicInteger connects = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread counting = new Thread(() -> count(server, connects));
            counting.setDaemon(true);
            counting.start();
            List<String> allowed = new ArrayList<>();
            List<String> urls = new ArrayList<>();
            for (String scheme : List.of("http", "https")) {
                HOSTS.forEach(host -> urls.add(scheme + "://" + host + ":" + server.getLocalPort() + "/x"));
            }
            urls.addAll(List.of(
                    "ftp://example.com/",
                    "file:///etc/passwd",
                    "http://example.com:0/",
                    "http:///x",
                    "http://example.com:65536/",
                    "gopher://example.com",
                    "jar:http://example.com!/",
                    "//example.com/",
                    "http://example.com/#x",
                    "http://example.com:/",
                    "http:127.0.0.1",
                    "http://a b/",
                    "",
                    "x",
                    "http://example.com/\r\nX: y"));
            for (String url : urls) {
                if (isAllowed(url)) {
                    allowed.add(url);
                }
            }
            assertThat(HOSTS).hasSizeGreaterThanOrEqualTo(60);
            assertThat(allowed).isEmpty();
            assertThat(connects).hasValue(0);
        }
    }

    /** As a delivery does it: read, look up, connect. */
    private static boolean isAllowed(String url) {
        try {
            HookUrl parsed = HookUrl.parse(url);
            InetAddress address = new AddressRule(false).pick(InetAddress.getAllByName(parsed.host()));
            try (HookCall call = new HookCall(parsed)) {
                call.post(address, java.util.Map.of(), "{}", 500);
            }
            return true;
        } catch (IllegalArgumentException | UnknownHostException | HookFailure e) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    private static void count(ServerSocket server, AtomicInteger connects) {
        try {
            while (true) {
                server.accept().close();
                connects.incrementAndGet();
            }
        } catch (java.io.IOException e) {
            // The test is over.
        }
    }

    /** Also where the place that some would read is a public one. */
    @Test
    void whatCanBeReadInTwoWaysIsNoUrl() {
        Stream.of(
                        "https://user@one.example/",
                        "https://user:secret@one.example/",
                        "https://one.example@1.1.1.1/",
                        "https://16843009/",
                        "https://0x1010101/",
                        "https://0x1.1.1.1/",
                        "https://01.1.1.1/",
                        "https://1.1.1/",
                        "https://1.1.1.1./",
                        "https://1.1.1.1.1/",
                        "https://[2606:4700::1111%25lo]/",
                        "https://one.example/#part",
                        "https://one.example:/",
                        "https://one.example:0/",
                        "https://one.example:65536/",
                        "https://one.example/a b",
                        "https://one.example/\r\nX: y",
                        "https://\u2460.example/",
                        "https://one.example/" + "x".repeat(2_048),
                        "ftp://one.example/",
                        "https:one.example",
                        "https:///one.example",
                        "//one.example/",
                        "one.example")
                .forEach(text -> assertThatThrownBy(() -> HookUrl.parse(text))
                        .as(text)
                        .isInstanceOf(IllegalArgumentException.class));
        HookUrl read = HookUrl.parse("HTTPS://One.Example:8443/a?b=%20c");
        assertThat(List.of(read.host(), read.path(), read.authority()))
                .containsExactly("one.example", "/a?b=%20c", "one.example:8443");
        assertThat(HookUrl.parse("http://[2606:4700::1111]").authority()).isEqualTo("[2606:4700::1111]");
    }

    @Test
    void publicAddressesAreAllowed() {
        assertThat(Stream.of("1.1.1.1", "9.255.255.255", "11.0.0.1", "172.32.0.1", "100.128.0.1", "[2606:4700::1111]")
                        .map(host -> HookUrl.parse("https://" + host + "/hook?a=b"))
                        .filter(url -> {
                            try {
                                return new AddressRule(false).allows(InetAddress.getByName(url.host()));
                            } catch (UnknownHostException e) {
                                return false;
                            }
                        }))
                .hasSize(6);
    }

    /** With the setting the same address is reached, so what is refused above is refused by the rule. */
    @Test
    void theSettingAllowsThisMachine() {
        assertThat(new AddressRule(true).allows(InetAddress.getLoopbackAddress()))
                .isTrue();
        assertThat(new AddressRule(false).allows(InetAddress.getLoopbackAddress()))
                .isFalse();
    }

    @Test
    void theSignatureIsThatOfTheStandardsExample() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String body = "{\"test\": 2432232314}";
        assertThat(Signature.of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
