package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import chat.maru.protocol.Utf8;
import chat.maru.protocol.Wire;
import jakarta.websocket.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an {@link Outbound} the text of a frame. Stateless and thread-safe.
 *
 * <p>Declared on the endpoint, but called by Maru itself: {@code sendObject} encodes for every session again, and a
 * frame that a thousand members get is encoded here once.
 */
public class FrameEncoder implements Encoder.Text<Outbound> {
    @Override
    public String encode(Outbound outbound) {
        return outbound.wire().frame(outbound.objects());
    }

    /** Frames for any number of objects, in order, each within the limits; an object larger than a frame goes alone. */
    List<Parcel> frames(Wire wire, List<String> objects, Limits limits) {
        List<Parcel> frames = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < objects.size(); i++) {
            int size = Utf8.length(objects.get(i)) + 1;
            boolean full = i - start == wire.objectsPerFrameMax() || bytes + size >= limits.outboundBytesMax();
            if (full && i > start) {
                frames.add(new TextFrame(encode(new Outbound(wire, objects.subList(start, i)))));
                start = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (start < objects.size()) {
            frames.add(new TextFrame(encode(new Outbound(wire, objects.subList(start, objects.size())))));
        }
        return frames;
    }
}
