package chat.maru.endpoint;

import chat.maru.access.GuestName;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ?name=}, {@code ?history=} and {@code ?after=} as the hello that the plain wire does not have.
 * Stateless. What is wrong is refused by name and left out; the connection stays, as everything on this wire does.
 */
final class PlainHello {
    private PlainHello() {}

    static ClientFrame.Hello of(Map<String, String> query, Limits limits, Consumer<Refusal> refuse) {
        return new ClientFrame.Hello(
                name(query, limits, refuse), null, null, after(query, refuse), history(query, limits, refuse));
    }

    private static @Nullable String name(Map<String, String> query, Limits limits, Consumer<Refusal> refuse) {
        String text = query.get("name");
        if (text == null || GuestName.parse(text, limits.nameCodePointsMax()).isPresent()) {
            return text;
        }
        bad(refuse, "name", "cannot be this. " + GuestName.broken(text, limits.nameCodePointsMax()));
        return null;
    }

    private static ClientFrame.@Nullable After after(Map<String, String> query, Consumer<Refusal> refuse) {
        String text = query.get("after");
        if (text == null) {
            return null;
        }
        ClientFrame.After after = Handshake.parseAfter(text).orElse(null);
        if (after == null) {
            bad(refuse, "after", "is a position, such as k3f:41 or 41.");
        }
        return after;
    }

    private static int history(Map<String, String> query, Limits limits, Consumer<Refusal> refuse) {
        String text = query.get("history");
        if (text == null) {
            return 0;
        }
        long number = Handshake.parseNumber(text).orElse(-1L);
        if (number < 0 || number > limits.historyMax()) {
            bad(refuse, "history", "is an integer from 0 to " + limits.historyMax() + ".");
            return 0;
        }
        return (int) number;
    }

    private static void bad(Consumer<Refusal> refuse, String name, String rule) {
        refuse.accept(Refusal.of(Refusal.Code.BAD_FIELD, "The query parameter \"" + name + "\" " + rule));
    }
}
