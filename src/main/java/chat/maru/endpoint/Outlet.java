package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.util.List;

/** The way out of one session for text frames and pings. Owned by its {@link Sender}, with one send under way. */
interface Outlet {
    /** How many frames can be sent at once. */
    int framesMax();

    /**
     * Sends frames without waiting for their client.
     *
     * @param frames in order, at least one; where only one frame can be sent at once, one parcel of one
     * @param done called once, on any thread, maybe before this returns; not called when this returns {@code true}
     * @return {@code true} when all of them are written already
     * @throws RuntimeException when the session takes no frames any more
     */
    boolean send(List<Parcel> frames, SendHandler done);

    /** Sends a ping, and blocks in some containers until it is sent. */
    void ping() throws IOException;
}
