package chat.maru.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reverse proxies that are believed ({@code maru.proxies}), and what they say of the client behind them. Immutable.
 *
 * <p>Anybody can write forwarding headers, so they count only on a connection from a configured proxy, and then from
 * right to left: each proxy adds at the right end whom it took the request from. The first address that is no
 * configured proxy is the client; what stands left of it, the client may have made up. Only the kind of header that the
 * proxies are known to write is read: a proxy passes the other kind on as the client sent it.
 */
public final class Proxies {
    /** Believes nobody. */
    public static final Proxies NONE = new Proxies(List.of(), false);

    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final Set<String> SECURE = Set.of("https", "wss");
    private static final Set<String> OPEN = Set.of("http", "ws");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    private final List<Cidr> trusted;
    private final boolean standard;

    private Proxies(List<Cidr> trusted, boolean standard) {
        this.trusted = trusted;
        this.standard = standard;
    }

    /**
     * Those in a setting: ranges or addresses, separated by commas or spaces. Fails with an
     * {@link IllegalArgumentException} that says which is none.
     *
     * @param header which header they write: {@code X-Forwarded-For} (with {@code -Proto} and {@code -Host}) or
     *     {@code Forwarded} (RFC 7239)
     */
    public static Proxies parse(String ranges, String header) {
        List<Cidr> trusted = new ArrayList<>();
        for (String range : ranges.strip().split("[\\s,]+", -1)) {
            if (!range.isEmpty()) {
                trusted.add(Cidr.parse(range)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"" + range + "\" is no address and no range such as 10.0.0.0/8")));
            }
        }
        boolean standard = header.equalsIgnoreCase("Forwarded");
        if (!standard && !header.equalsIgnoreCase("X-Forwarded-For")) {
            throw new IllegalArgumentException("\"" + header + "\" is neither X-Forwarded-For nor Forwarded");
        }
        return new Proxies(List.copyOf(trusted), standard);
    }

    /**
     * A request as its client sent it.
     *
     * @param address the client's; {@code null} where nobody knows
     * @param scheme {@code http} or {@code https}, as the client used it; {@code null} where nobody knows
     * @param host name and port, as the client used them
     * @param direct whether it came through no proxy that could be noticed
     */
    public record Seen(
            @Nullable IpAddress address,
            @Nullable String scheme,
            @Nullable String host,
            boolean direct) {}

    /** What the request looked like to whoever sent it. */
    public Seen see(Request request) {
        String peer = request.peer();
        IpAddress address = peer == null ? null : IpAddress.parse(peer).orElse(null);
        String host = request.header("Host");
        if (address == null || !isTrusted(address)) {
            boolean forwarded = FORWARDING.stream().anyMatch(name -> request.header(name) != null);
            return new Seen(address, request.scheme(), host, !forwarded);
        }
        Hops hops = standard ? Hops.standard(request) : Hops.usual(request);
        int walked = 0;
        // The last proxy that is believed stands for a client that it names in no way that can be read.
        while (isTrusted(address) && walked < hops.count()) {
            Optional<IpAddress> next = hops.address(walked);
            walked++;
            if (next.isEmpty()) {
                break;
            }
            address = next.get();
        }
        String scheme = hops.scheme(walked).flatMap(Proxies::scheme).orElse(request.scheme());
        String seenHost =
                hops.host(walked).filter(text -> HOST.matcher(text).matches()).orElse(host);
        return new Seen(address, scheme, seenHost, false);
    }

    private boolean isTrusted(@Nullable IpAddress address) {
        IpAddress known = Objects.requireNonNull(address);
        return trusted.stream().anyMatch(range -> range.contains(known));
    }

    /** Some proxies name the scheme of the WebSocket here (Traefik). */
    private static Optional<String> scheme(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (SECURE.contains(lower)) {
            return Optional.of("https");
        }
        return OPEN.contains(lower) ? Optional.of("http") : Optional.empty();
    }
}
