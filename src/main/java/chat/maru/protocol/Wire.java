package chat.maru.protocol;

import chat.maru.log.Entry;
import java.util.List;

/**
 * One way of speaking with a client. Stateless and thread-safe; there are two, {@link PlainWire} and {@link MaruV1}.
 *
 * <p>Encoding is in two steps, since one entry goes to many: {@link #entry} makes an object once, {@link #frame} joins
 * objects to what goes to the socket.
 */
public interface Wire {
    /** The frame, or a {@link ClientFrame.Invalid} that says which rule it broke. Never throws for bad input. */
    ClientFrame decode(JsonText text);

    /** The entry as an object of this wire, or an empty string where this wire does not carry it. */
    String entry(Entry entry, String epoch);

    /** Objects that say {@code frame} on this wire; empty where this wire has no words for it. */
    List<String> objects(ServerFrame frame);

    /** How many objects one text frame of this wire may hold. */
    int objectsPerFrameMax();

    /** The text frame that holds these objects, at least one and at most {@link #objectsPerFrameMax}. */
    String frame(List<String> objects);

    /** Whether a client of this wire opens with a hello. */
    boolean hasHello();
}
