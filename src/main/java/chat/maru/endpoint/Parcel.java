package chat.maru.endpoint;

import java.nio.ByteBuffer;
import java.util.List;

/** One whole text frame or several, for one member or for a thousand. Immutable and thread-safe. */
interface Parcel {
    /** Adds the frames as they go to the socket, header and payload, in views of the caller's own. */
    void addTo(List<ByteBuffer> bytes);

    /** What each of the frames says. */
    List<String> texts();
}
