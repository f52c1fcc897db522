package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The way out that every container has. */
final class PortableOutlet implements Outlet {
    private final Session session;

    PortableOutlet(Session session) {
        this.session = session;
    }

    @Override
    public int framesMax() {
        return 1;
    }

    @Override
    public boolean send(List<Parcel> frames, SendHandler done) {
        session.getAsyncRemote().sendText(frames.get(0).texts().get(0), done);
        return false;
    }

    @Override
    public void ping() throws IOException {
        session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    }
}
