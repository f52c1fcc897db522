package chat.maru.endpoint;

import chat.maru.access.Origins;
import chat.maru.log.Position;
import chat.maru.protocol.ClientFrame;
import jakarta.websocket.server.HandshakeRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a connection brought with its handshake. Immutable.
 *
 * @param originAllowed the verdict of {@link Origins}; refused by closing, since throwing here would be a 500
 * @param query the parameters of the plain wire; the first of each name
 */
record Handshake(boolean originAllowed, Map<String, String> query) {
    /** Reads the raw query itself: some containers decode it as Latin-1, some twice. */
    static Handshake of(HandshakeRequest request, Origins origins) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.getHeaders());
        String origin = first(headers, "Origin");
        String host = first(headers, "Host");
        // Containers disagree on the scheme of a handshake's URI; the front filter knows it, and has asked already.
        boolean allowed = origins.allow(origin, "http", host) || origins.allow(origin, "https", host);
        return new Handshake(allowed, parse(request.getQueryString()));
    }

    private static @Nullable String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private static Map<String, String> parse(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query == null) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            decode(value).ifPresent(decoded -> parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), decoded));
        }
        return parameters;
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code ?after=epoch:n} or {@code ?after=n}; empty where it is neither. */
    static Optional<ClientFrame.After> parseAfter(String text) {
        int colon = text.lastIndexOf(':');
        String epoch = colon < 0 ? null : text.substring(0, colon);
        return parseNumber(text.substring(colon + 1)).map(n -> new ClientFrame.After(epoch, n));
    }

    /** A number from 0 to 2^53 - 1; empty where it is none. */
    static Optional<Long> parseNumber(String text) {
        boolean digits = text.matches("[0-9]{1,16}");
        return digits ? Optional.of(Long.parseLong(text)).filter(n -> n <= Position.N_MAX) : Optional.empty();
    }
}
