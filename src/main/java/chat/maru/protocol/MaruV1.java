package chat.maru.protocol;

import static chat.maru.protocol.Refusal.Code.BAD_FIELD;
import static chat.maru.protocol.Refusal.Code.UNKNOWN_TYPE;

import chat.maru.log.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire of Maru's own client, offered as WebSocket subprotocol {@value #SUBPROTOCOL}: one JSON object per frame in,
 * one JSON array of objects per frame out. Stateless. {@code docs/protocol.md} tells every frame.
 */
public final class MaruV1 implements Wire {
    /** The name that a client offers in {@code Sec-WebSocket-Protocol}. */
    public static final String SUBPROTOCOL = "maru.v1";

    private static final int EPOCH_CHARS_MAX = 32;

    private final Limits limits;
    private final MaruV1Encoder encoder;

    public MaruV1(Limits limits) {
        this.limits = limits;
        this.encoder = new MaruV1Encoder(limits);
    }

    @Override
    public ClientFrame decode(JsonText text) {
        if (text.object() == null) {
            return new ClientFrame.Invalid(null, PlainWire.refusalOf(text));
        }
        Fields fields = new Fields(text.object(), limits);
        try {
            String type = fields.string("type");
            return switch (type) {
                case "hello" -> hello(fields);
                case "publish" -> publish(fields);
                case "history" -> history(fields);
                case "ping" -> new ClientFrame.Ping();
                default -> throw new RefusedException(UNKNOWN_TYPE, "There is no frame of that \"type\".");
            };
        } catch (RefusedException e) {
            return new ClientFrame.Invalid(fields.idOrNull(), e.refusal());
        }
    }

    private ClientFrame hello(Fields fields) throws RefusedException {
        int history = fields.has("history") ? (int) fields.integer("history", 0, limits.historyMax()) : 0;
        return new ClientFrame.Hello(
                fields.optionalString("name"), fields.optionalString("guest"), after(fields.object("after")), history);
    }

    private static ClientFrame.@Nullable After after(@Nullable Fields after) throws RefusedException {
        if (after == null) {
            return null;
        }
        String epoch = after.optionalString("epoch");
        if (epoch != null && epoch.length() > EPOCH_CHARS_MAX) {
            throw new RefusedException(
                    BAD_FIELD, "The field \"epoch\" has at most " + EPOCH_CHARS_MAX + " characters.");
        }
        return new ClientFrame.After(epoch, after.position("n"));
    }

    private static ClientFrame publish(Fields fields) throws RefusedException {
        long replyTo = fields.has("replyTo") ? fields.position("replyTo") : 0;
        return new ClientFrame.Publish(fields.id("id"), fields.text("text"), replyTo);
    }

    private ClientFrame history(Fields fields) throws RefusedException {
        long before = fields.has("before") ? fields.position("before") : 0;
        int limit = fields.has("limit") ? (int) fields.integer("limit", 1, limits.historyMax()) : limits.historyMax();
        return new ClientFrame.History(fields.id("id"), before, limit);
    }

    @Override
    public String entry(Entry entry, String epoch) {
        return encoder.entry(entry);
    }

    @Override
    public List<String> objects(ServerFrame frame) {
        return List.of(encoder.object(frame));
    }

    @Override
    public int objectsPerFrameMax() {
        return limits.outboundObjectsMax();
    }

    @Override
    public String frame(List<String> objects) {
        return "[" + String.join(",", objects) + "]";
    }

    @Override
    public boolean hasHello() {
        return true;
    }
}
