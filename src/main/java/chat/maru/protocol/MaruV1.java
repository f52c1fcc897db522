package chat.maru.protocol;

import chat.maru.log.Entry;
import java.util.List;

/**
 * The wire of Maru's own client, offered as WebSocket subprotocol {@value #SUBPROTOCOL}: one JSON object per frame in,
 * one JSON array of objects per frame out. Stateless. {@code docs/protocol.md} tells every frame.
 */
public final class MaruV1 implements Wire {
    /** The name that a client offers in {@code Sec-WebSocket-Protocol}. */
    public static final String SUBPROTOCOL = "maru.v1";

    private final Limits limits;
    private final MaruV1Commands commands;
    private final MaruV1Encoder encoder;

    public MaruV1(Limits limits) {
        this.limits = limits;
        this.commands = new MaruV1Commands(limits);
        this.encoder = new MaruV1Encoder(limits);
    }

    @Override
    public ClientFrame decode(JsonText text) {
        if (text.object() == null) {
            return new ClientFrame.Invalid(null, false, PlainWire.refusalOf(text));
        }
        Fields fields = new Fields(text.object(), limits);
        try {
            return commands.read(fields.string("type"), fields);
        } catch (RefusedException e) {
            return new ClientFrame.Invalid(fields.idOrNull(), MaruV1Commands.isStored(fields), e.refusal());
        }
    }

    @Override
    public String entry(Entry entry, String epoch) {
        return MaruV1Entries.entry(entry);
    }

    @Override
    public List<String> objects(ServerFrame frame) {
        return frame instanceof ServerFrame.Reads reads ? MaruV1Encoder.reads(reads) : List.of(encoder.object(frame));
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
