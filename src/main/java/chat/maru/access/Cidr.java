package chat.maru.access;

import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}, or a single one. Immutable. IPv4 and IPv6 ranges hold only their
 * own kind; an IPv4 address written as IPv6 is IPv4. Never asks DNS.
 *
 * @param network the first address of the range
 * @param prefixBits how many of its bits all addresses of the range share
 */
public record Cidr(IpAddress network, int prefixBits) {
    /** How far into an IPv6 address the IPv4 address lies, when it is written as one. */
    private static final int MAPPED_BITS = 96;

    public Cidr {
        byte[] bytes = network.bytes();
        if (prefixBits < 0 || prefixBits > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("no range of addresses has " + prefixBits + " leading bits");
        }
        for (int bit = prefixBits; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        network = IpAddress.of(bytes);
    }

    /** Reads a range or a single address; empty where it is neither. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String start = slash < 0 ? text : text.substring(0, slash);
        Optional<IpAddress> network = start.contains("%") ? Optional.empty() : IpAddress.parse(start);
        if (network.isEmpty()) {
            return Optional.empty();
        }
        int bits = network.get().bytes().length * Byte.SIZE;
        String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        boolean mapped = slash >= 0 && start.contains(":") && bits == IpAddress.V4_BYTES * Byte.SIZE;
        int prefix = Integer.parseInt(length) - (mapped ? MAPPED_BITS : 0);
        return prefix >= 0 && prefix <= bits ? Optional.of(new Cidr(network.get(), prefix)) : Optional.empty();
    }

    /** Whether an address lies in the range. */
    public boolean contains(IpAddress address) {
        byte[] mine = network.bytes();
        byte[] other = address.bytes();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & (0x80 >> bit % Byte.SIZE)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.text() + "/" + prefixBits;
    }
}
