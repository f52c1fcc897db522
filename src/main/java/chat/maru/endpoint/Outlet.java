package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import java.io.IOException;

/** The way out of one session for text frames and pings. Owned by its {@link Sender}, with one on its way at a time. */
interface Outlet {
    /**
     * Sends a frame without waiting for its client.
     *
     * @param done called once, on any thread, maybe before this returns; not called when this returns {@code true}
     * @return {@code true} when the frame is written already
     * @throws RuntimeException when the session takes no frames any more
     */
    boolean send(TextFrame frame, SendHandler done);

    /** Sends a ping, and blocks in some containers until it is sent. */
    void ping() throws IOException;
}
