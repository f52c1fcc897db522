package chat.maru.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A frame that wants an answer. Everything but {@link #answer}, which is thread-safe, is fixed when it is made, except
 * {@link #inFlight}, which the {@link Outbox} owns.
 */
final class Call<T> {
    private final String id;
    private final String frame;
    private final int bytes;
    private final @Nullable String epoch;
    private final Function<JsonObject, T> reader;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    boolean inFlight;

    /**
     * A call.
     *
     * @param id by which the answer is known
     * @param epoch of the position that the frame names; {@code null} where it names none, or trusts the caller
     */
    Call(String id, String frame, @Nullable String epoch, Function<JsonObject, T> reader) {
        this.id = id;
        this.frame = frame;
        this.bytes = frame.getBytes(StandardCharsets.UTF_8).length;
        this.epoch = epoch;
        this.reader = reader;
    }

    String id() {
        return id;
    }

    String frame() {
        return frame;
    }

    /** How long its frame is in UTF-8. */
    int bytes() {
        return bytes;
    }

    /** Whether its position means something else by now. */
    boolean isOfAnotherEpoch(@Nullable String current) {
        return epoch != null && !epoch.equals(current);
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    void complete(JsonObject json) {
        answer.complete(reader.apply(json));
    }

    void refuse(String code, String text, RefusedException.Outcome outcome) {
        answer.completeExceptionally(new RefusedException(id, code, text, outcome));
    }
}
