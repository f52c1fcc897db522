package chat.maru.containers;

import chat.maru.support.WireSocket;
import java.io.IOException;
import java.net.URI;

/** A member that is there only to see an application end. Of one thread. */
final class Witness implements AutoCloseable {
    private final WireSocket socket;

    private Witness(WireSocket socket) {
        this.socket = socket;
    }

    static Witness join(URI room) throws IOException {
        WireSocket socket = WireSocket.connect(room);
        socket.send("{\"type\":\"hello\"}");
        socket.read();
        return new Witness(socket);
    }

    /** Reads until the server ends the connection, however it does that. */
    void awaitEnd() {
        Await.until("the application ends its connections", Server.DEADLINE, () -> {
            try {
                socket.read();
                return false;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
