package chat.maru.access;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a request who sends it, and hands it from the front filter to the handshake. Thread-safe; made by the
 * composition root, one in a server.
 *
 * <p>The handshake of Jakarta WebSocket tells no address, so it is handed over in the thread: every container that Maru
 * knows calls {@code modifyHandshake} within the filter chain. Where there is no front filter (embedded without
 * servlets) the one who embeds decides who reaches the port, and everybody counts as local. Where there is one and a
 * handshake comes without having passed it, nobody does.
 */
public final class Arrivals {
    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);
    private static final int LOGGED_CHARS_MAX = 200;

    /** Not static, since two Marus in one process must not meet; there are as many of these as of them. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Arrival> current = new ThreadLocal<>();

    private final Origins origins;
    private final RefusalLog refusals;
    private final Proxies proxies;
    private final Set<String> roles;
    private final String tokenCookie;
    private volatile boolean filtered;

    /**
     * @param roles the roles of the container that mean something here
     * @param tokenCookie the cookie that may bring a token; empty for none
     */
    public Arrivals(Origins origins, Proxies proxies, Set<String> roles, String tokenCookie, RefusalLog refusals) {
        this.origins = origins;
        this.refusals = refusals;
        this.proxies = proxies;
        this.roles = Set.copyOf(roles);
        this.tokenCookie = tokenCookie;
    }

    /** Called by the front filter when it is made: from now on no request comes past it. */
    public void filtered() {
        filtered = true;
    }

    /** What the request says. A refused origin is logged here, once. */
    public Arrival read(Request request) {
        Proxies.Seen seen = proxies.see(request);
        IpAddress address = seen.address();
        String login = request.login();
        String bearer = bearer(request);
        String cookie = bearer == null ? cookie(request) : null;
        boolean ambient = login != null || cookie != null;
        Set<String> held = new LinkedHashSet<>(roles);
        held.removeIf(role -> !request.isInRole(role));
        String origin = request.header("Origin");
        Arrival arrival = new Arrival(
                address == null ? "" : address.text(),
                address == null ? !filtered : seen.direct() && address.isLoopback() && isLoopback(request.reached()),
                login,
                login == null ? null : request.session(),
                held,
                bearer == null ? cookie : bearer,
                ambient,
                isOriginAllowed(origin, seen, ambient && request.isHandshake()),
                origin == null ? "" : origin);
        if (!arrival.originAllowed()) {
            tellRefused(arrival, seen);
        }
        return arrival;
    }

    private static boolean isLoopback(@Nullable String address) {
        return address != null
                && IpAddress.parse(address).filter(IpAddress::isLoopback).isPresent();
    }

    private static @Nullable String bearer(Request request) {
        String header = request.header("Authorization");
        Matcher matcher = BEARER.matcher(header == null ? "" : header.strip());
        return matcher.matches() ? matcher.group(1) : null;
    }

    private @Nullable String cookie(Request request) {
        for (String line : tokenCookie.isEmpty() ? Set.<String>of() : request.headers("Cookie")) {
            for (String pair : line.split(";", -1)) {
                String stripped = pair.strip();
                if (stripped.startsWith(tokenCookie + "=") && stripped.length() > tokenCookie.length() + 1) {
                    return stripped.substring(tokenCookie.length() + 1);
                }
            }
        }
        return null;
    }

    private boolean isOriginAllowed(@Nullable String origin, Proxies.Seen seen, boolean needsOrigin) {
        String scheme = seen.scheme();
        // Where nobody knows the scheme, the front filter that does has asked already, or there is none.
        boolean allowed = scheme == null
                ? origins.allow(origin, "http", seen.host()) || origins.allow(origin, "https", seen.host())
                : origins.allow(origin, scheme, seen.host());
        return allowed && !(origin == null && needsOrigin);
    }

    private void tellRefused(Arrival arrival, Proxies.Seen seen) {
        if (arrival.origin().isEmpty()) {
            refusals.refused("refused a request with a login or cookie and without an Origin", "", arrival);
            return;
        }
        String scheme = seen.scheme();
        String origin = Printable.of(arrival.origin(), LOGGED_CHARS_MAX);
        String host = Printable.of(String.valueOf(seen.host()), LOGGED_CHARS_MAX);
        refusals.write(
                "origin " + (arrival.bucketKey().isEmpty() ? origin : arrival.bucketKey()),
                "refused the origin " + origin + ": it is not the own one (" + (scheme == null ? "http(s)" : scheme)
                        + "://" + host + ") and not in maru.origins; address " + arrival.address());
    }

    /** Hands over to whatever runs in this thread until {@link #leave}. */
    public void enter(Arrival arrival) {
        current.set(arrival);
    }

    /** Ends what {@link #enter} began. */
    public void leave() {
        current.remove();
    }

    /** The arrival that this thread serves; empty where the request did not pass the front filter in this thread. */
    public Optional<Arrival> current() {
        return Optional.ofNullable(current.get());
    }
}
