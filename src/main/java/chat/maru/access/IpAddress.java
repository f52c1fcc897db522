package chat.maru.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address. Immutable. An IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4
 * address, so that nobody has two. Nothing here ever asks DNS.
 */
public final class IpAddress {
    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;

    private static final int V6_GROUPS = 8;
    private static final int NETWORK_BYTES = 8;

    /** Without leading zeros, which some read as octal. */
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    /** Whatever the JDK would look up as a name has no place here. */
    private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}");

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads an address, with or without an IPv6 zone ({@code fe80::1%eth0}, which is dropped); empty where it is none.
     */
    public static Optional<IpAddress> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        boolean good = V4.matcher(text).matches() || V6.matcher(address).matches();
        try {
            return good
                    ? Optional.of(new IpAddress(InetAddress.getByName(address).getAddress()))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static IpAddress of(byte[] bytes) {
        return new IpAddress(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Whether it is of this machine: {@code 127.0.0.0/8} or {@code ::1}. */
    public boolean isLoopback() {
        return bytes.length == V4_BYTES ? bytes[0] == 127 : text().equals("::1");
    }

    /**
     * Whom limits take for one: the address itself, or the first 64 bits of an IPv6 address, since a home is given at
     * least so many addresses and could else be somebody new with each message.
     */
    public String bucketKey() {
        if (bytes.length == V4_BYTES) {
            return text();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), V6_BYTES);
        return new IpAddress(network).text() + "/64";
    }

    /** The one spelling: {@code 192.0.2.1}, {@code 2001:db8::1} (RFC 5952). */
    public String text() {
        if (bytes.length == V4_BYTES) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        int[] groups = new int[V6_GROUPS];
        for (int i = 0; i < V6_GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < V6_GROUPS; i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length < 2
                ? join(groups, 0, V6_GROUPS)
                : join(groups, 0, start) + "::" + join(groups, start + length, V6_GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < V6_GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
