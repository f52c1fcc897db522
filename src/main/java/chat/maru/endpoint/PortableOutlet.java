package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The way out that every container has. */
final class PortableOutlet implements Outlet {
    private final Session session;

    PortableOutlet(Session session) {
        this.session = session;
    }

    @Override
    public boolean send(TextFrame frame, SendHandler done) {
        session.getAsyncRemote().sendText(frame.text(), done);
        return false;
    }

    @Override
    public void ping() throws IOException {
        session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    }
}
