package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1, 2001:db8::/64",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1::/64",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1, 2001:0:0:1::/64",
        "fe80::1%eth0, fe80::1, fe80::/64",
        "::1, ::1, ::/64",
        "::, ::, ::/64"
    })
    void everyAddressHasOneSpellingAndOneBucket(String spelled, String text, String bucket) {
        IpAddress address = IpAddress.parse(spelled).orElseThrow();
        assertThat(address.text()).isEqualTo(text);
        assertThat(address.bucketKey()).isEqualTo(bucket);
        assertThat(IpAddress.parse(text)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "a.example",
                "1",
                "1.2.3",
                "1.2.3.4.",
                ".1.2.3.4",
                "1.2.3.4.5",
                "1.2.3.256",
                "010.0.0.1",
                "0x7f.0.0.1",
                "1.2.3.4%eth0",
                "1.2.3.4:80",
                "[::1]",
                "a:b",
                ":::",
                "1::2::3",
                "12345::",
                "beef.example::",
                "١.٢.٣.٤",
                " 1.2.3.4",
                "unknown",
                "_hidden"
            })
    void whatIsNoAddressIsNeverLookedUp(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void loopbackIsOneNetworkAndOneAddress() {
        assertThat(IpAddress.parse("127.9.9.9").orElseThrow().isLoopback()).isTrue();
        assertThat(IpAddress.parse("::ffff:127.0.0.1").orElseThrow().isLoopback())
                .isTrue();
        assertThat(IpAddress.parse("::1").orElseThrow().isLoopback()).isTrue();
        assertThat(IpAddress.parse("128.0.0.1").orElseThrow().isLoopback()).isFalse();
        assertThat(IpAddress.parse("::2").orElseThrow().isLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.7, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
        "::ffff:10.0.0.0/104, 11.1.1.1, false",
        "::ffff:10.0.0.1, 10.0.0.1, true"
    })
    void aRangeHoldsWhatItsLeadingBitsSay(String range, String address, boolean held) {
        assertThat(Cidr.parse(range)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "/8",
                "10/8",
                "::/129",
                "::ffff:10.0.0.0/95",
                "fe80::1%1/64",
                "10.0.0.0/8/8",
                "host/8",
                "10.0.0.0/ 8",
                "10.0.0.0/1000"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
