package chat.maru.hook;

import chat.maru.access.Cidr;
import chat.maru.access.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may be sent to: those of the public Internet, as the registries of special addresses (RFC
 * 6890 and after it) leave them. Immutable.
 *
 * @param anywhere whether all others are allowed too ({@code maru.hooksPrivate})
 */
public record AddressRule(boolean anywhere) {
    private static final List<Cidr> CLOSED = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** Of IPv6 all else is local, a group, or hides an IPv4 address: mapped, compatible, NAT64. */
    private static final List<Cidr> OPEN = ranges("0.0.0.0/0", "2000::/3");

    private static List<Cidr> ranges(String... ranges) {
        return Stream.of(ranges).map(Cidr::parse).flatMap(Optional::stream).toList();
    }

    /**
     * The address to connect to, of those that a name has. Fails where any of them is not allowed: a name that points
     * to two places points to the wrong one some time.
     */
    InetAddress pick(InetAddress[] addresses) throws HookFailure {
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                throw new HookFailure(HookFailure.PRIVATE);
            }
        }
        return addresses[0];
    }

    /** Whether a webhook may be sent there. */
    public boolean allows(InetAddress address) {
        if (anywhere) {
            return true;
        }
        return IpAddress.parse(address.getHostAddress())
                .filter(ip -> OPEN.stream().anyMatch(range -> range.contains(ip)))
                .filter(ip -> CLOSED.stream().noneMatch(range -> range.contains(ip)))
                .isPresent();
    }
}
