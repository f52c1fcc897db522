package chat.maru.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What forwarding headers say, the nearest proxy first. Immutable.
 *
 * @param addresses whom each proxy took the request from, as it stands there
 * @param schemes by what scheme; of these and of the hosts there are fewer where proxies do not add but replace
 * @param hosts by what host
 */
record Hops(List<String> addresses, List<String> schemes, List<String> hosts) {
    /** More proxies than this stand behind each other nowhere: the rest is made up. */
    private static final int HOPS_MAX = 32;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]*)](:\\d{1,5})?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");

    /** From {@code X-Forwarded-For}, {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}. */
    static Hops usual(Request request) {
        return new Hops(
                elements(request, "X-Forwarded-For"),
                elements(request, "X-Forwarded-Proto"),
                elements(request, "X-Forwarded-Host"));
    }

    /** From {@code Forwarded} (RFC 7239). What an element leaves out is empty. */
    static Hops standard(Request request) {
        List<String> elements = elements(request, "Forwarded");
        return new Hops(parameter("for", elements), parameter("proto", elements), parameter("host", elements));
    }

    /**
     * Split at every comma, one in quotes included: else a client that leaves a quote open would swallow what the
     * proxies add behind it. Nothing that is read here has a comma.
     */
    private static List<String> elements(Request request, String header) {
        List<String> elements = new ArrayList<>();
        for (String line : request.headers(header)) {
            elements.addAll(List.of(line.split(",", -1)));
        }
        Collections.reverse(elements);
        return elements.stream().limit(HOPS_MAX).map(String::strip).toList();
    }

    private static List<String> parameter(String name, List<String> elements) {
        Pattern pattern =
                Pattern.compile("(?:^|;)\\s*" + name + "=(\"?)([^\";]*)\\1\\s*(?=;|$)", Pattern.CASE_INSENSITIVE);
        return elements.stream()
                .map(pattern::matcher)
                .map(matcher -> matcher.find() ? matcher.group(2).strip() : "")
                .toList();
    }

    int count() {
        return addresses.size();
    }

    /** The address that the proxy so many hops away names, with or without a port; empty where it is none. */
    Optional<IpAddress> address(int hop) {
        String node = addresses.get(hop);
        for (Pattern pattern : List.of(BRACKETED, WITH_PORT)) {
            Matcher matcher = pattern.matcher(node);
            if (matcher.matches()) {
                return IpAddress.parse(matcher.group(1));
            }
        }
        return IpAddress.parse(node);
    }

    /** What the outermost of so many proxies says of the scheme. */
    Optional<String> scheme(int walked) {
        return outermost(schemes, walked);
    }

    /** What the outermost of so many proxies says of the host. */
    Optional<String> host(int walked) {
        return outermost(hosts, walked);
    }

    private static Optional<String> outermost(List<String> values, int walked) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(Math.min(Math.max(walked, 1), values.size()) - 1));
    }
}
