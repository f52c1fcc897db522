package chat.maru.http;

import chat.maru.protocol.Problem;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is sent. Immutable.
 *
 * @param body what is sent, or sent first
 * @param more gives what follows, piece by piece, an empty text at the end; {@code null} where nothing does
 */
record Reply(
        int status,
        String type,
        String body,
        Map<String, String> headers,
        @Nullable Supplier<CompletionStage<String>> more) {
    /** It is done, and there is nothing to say of it. */
    static final Reply NOTHING = json(204, "");

    static Reply json(int status, JsonObjectBuilder body) {
        return json(status, body.build().toString());
    }

    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body, Map.of(), null);
    }

    static Reply of(Problem problem) {
        Reply reply = new Reply(problem.status(), Problem.TYPE, problem.json(), Map.of(), null);
        long millis = problem.retryAfterMs();
        // Whole seconds, and not one too early.
        return millis < 0 ? reply : reply.with("Retry-After", Long.toString((millis + 999) / 1_000));
    }

    /** The same with another header. */
    Reply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, type, body, all, more);
    }
}
