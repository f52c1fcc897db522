package chat.maru.protocol;

import chat.maru.log.Body;
import chat.maru.log.Entry;
import chat.maru.log.Folded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire of the tutorial: no subprotocol, {@code {"message": "…"}} in, one frame per message out. Stateless.
 *
 * <p>It carries messages and errors, nothing else; positions rise but skip what is no message, and what was deleted.
 */
public final class PlainWire implements Wire {
    private final Limits limits;

    public PlainWire(Limits limits) {
        this.limits = limits;
    }

    @Override
    public ClientFrame decode(JsonText text) {
        if (text.object() == null) {
            return new ClientFrame.Invalid(null, false, refusalOf(text));
        }
        Fields fields = new Fields(text.object(), limits);
        try {
            String id = fields.has("id") ? fields.id("id") : null;
            return new ClientFrame.Publish(id, fields.text("message"), 0);
        } catch (RefusedException e) {
            return new ClientFrame.Invalid(fields.idOrNull(), true, e.refusal());
        }
    }

    static Refusal refusalOf(JsonText text) {
        Refusal refusal = text.refusal();
        return refusal != null ? refusal : Refusal.of(Refusal.Code.MALFORMED_JSON, "The frame cannot be read.");
    }

    @Override
    public String entry(Entry entry, String epoch) {
        return entry.isMessage() ? message(entry, entry.body(), epoch) : "";
    }

    private static @Nullable Body body(Folded message) {
        return message.edit() == null
                ? message.message().body()
                : message.edit().body();
    }

    private static String message(Entry entry, @Nullable Body body, String epoch) {
        if (body == null) {
            return "";
        }
        return new JsonWriter()
                .begin()
                .member("message", body.content())
                .member("from", body.name())
                .member("n", entry.n())
                .member("epoch", epoch)
                .member("at", Frames.time(entry))
                .member("id", entry.id())
                .end()
                .toString();
    }

    @Override
    public List<String> objects(ServerFrame frame) {
        if (frame instanceof ServerFrame.Refused refused) {
            JsonWriter out =
                    error(refused.refusal().code().wire(), refused.refusal().text());
            if (refused.id() != null) {
                out.member("id", refused.id());
            }
            out.member("outcome", refused.refusal().outcome().wire());
            if (refused.refusal().retryAfterMs() >= 0) {
                out.member("retryAfterMs", refused.refusal().retryAfterMs());
            }
            return List.of(out.end().end().toString());
        }
        if (frame instanceof ServerFrame.Gap gap) {
            String text = "Some messages cannot be shown (" + gap.reason().wire() + ").";
            JsonWriter out = error(Refusal.Code.GAP.wire(), text)
                    .member("reason", gap.reason().wire())
                    .member("epoch", gap.epoch())
                    .member("first", gap.first())
                    .member("head", gap.head());
            return List.of(out.end().end().toString());
        }
        if (frame instanceof ServerFrame.MessagePage page) {
            return page.messages().stream()
                    .map(message -> message(
                            message.message(), body(message), page.head().epoch()))
                    .filter(object -> !object.isEmpty())
                    .toList();
        }
        return List.of();
    }

    private static JsonWriter error(String code, String text) {
        return new JsonWriter().begin().begin("error").member("code", code).member("text", text);
    }

    @Override
    public int objectsPerFrameMax() {
        return 1;
    }

    @Override
    public String frame(List<String> objects) {
        return objects.get(0);
    }

    @Override
    public boolean hasHello() {
        return false;
    }
}
