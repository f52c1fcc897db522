package chat.maru.endpoint;

import chat.maru.access.Arrival;
import chat.maru.access.Arrivals;
import chat.maru.log.Position;
import chat.maru.protocol.ClientFrame;
import jakarta.websocket.server.HandshakeRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a connection brought with its handshake. Immutable.
 *
 * @param arrival who sends it
 * @param query the parameters of the plain wire; the first of each name
 */
record Handshake(Arrival arrival, Map<String, String> query) {
    /** Reads the raw query itself: some containers decode it as Latin-1, some twice. */
    static Handshake of(HandshakeRequest request, Arrivals arrivals) {
        Arrival arrival = arrivals.current().orElseGet(() -> arrivals.read(new HandshakeCall(request)));
        return new Handshake(arrival, parse(request.getQueryString()));
    }

    /** The verdict on the Origin; refused by closing, since throwing in a handshake would be a 500. */
    boolean originAllowed() {
        return arrival.originAllowed();
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
