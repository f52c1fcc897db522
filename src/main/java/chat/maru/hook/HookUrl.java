package chat.maru.hook;

import chat.maru.access.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a webhook is sent. Immutable. Only spellings that every reader takes for the same place: a name, a dotted IPv4
 * address of four decimal numbers, or an IPv6 address in brackets.
 *
 * @param host as it stands in the certificate; an IPv6 address without its brackets
 * @param path with its query
 */
public record HookUrl(String text, boolean secure, String host, int port, String path) {
    private static final int CHARS_MAX = 2_048;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int PORT_MAX = 65_535;

    /** Reads it. Fails with an {@link IllegalArgumentException} that says what is wrong. */
    public static HookUrl parse(String text) {
        boolean plain = text.length() <= CHARS_MAX && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        URI uri = uri(plain ? text : "");
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "it must begin with https:// or http://");
        require(uri.getHost() != null && !uri.getRawAuthority().contains("@"), "it must have a host, and no password");
        require(uri.getRawFragment() == null, "it must have no fragment");
        boolean secure = scheme.equals("https");
        int port = uri.getPort() == -1 ? secure ? HTTPS_PORT : HTTP_PORT : uri.getPort();
        require(port > 0 && port <= PORT_MAX && !uri.getRawAuthority().endsWith(":"), "its port must be 1 to 65535");
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new HookUrl(text, secure, host(uri.getHost().toLowerCase(Locale.ROOT)), port, path + query);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL", e);
        }
    }

    private static String host(String host) {
        if (host.startsWith("[")) {
            String address = host.substring(1, host.length() - 1);
            require(!address.contains("%") && IpAddress.parse(address).isPresent(), "its host is no address");
            return address;
        }
        // 2130706433, 0x7f.1 and 0177.1 are addresses to some, and not the same to all.
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean numeric = last.isEmpty() || last.matches("\\d+|0x[0-9a-f]*");
        require(!numeric || IpAddress.parse(host).isPresent(), "its host must be a name or a whole address");
        return host;
    }

    private static void require(boolean good, String rule) {
        if (!good) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** As the header {@code Host} has it. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? HTTPS_PORT : HTTP_PORT) ? name : name + ":" + port;
    }
}
