package chat.maru.resume;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.FaultProxy;
import java.net.URI;
import java.nio.file.Path;

/** A server that is started again on the same data, each time at another port. Thread-safe. */
final class MovingServer implements AutoCloseable {
    private static final String ROOM = "/chat/matrix";

    private final Path data;
    private EmbeddedMaru maru;
    private FaultProxy proxy;
    private boolean up;

    private MovingServer(Path data, EmbeddedMaru maru) throws Exception {
        this.data = data;
        this.maru = maru;
        this.proxy = FaultProxy.start(maru.uri(ROOM));
        this.up = true;
    }

    static MovingServer start(Path data) throws Exception {
        return new MovingServer(data, EmbeddedMaru.start(data, Frames.NO_HEARTBEAT));
    }

    /** One that cannot be started again: what it knows is in its memory. */
    static MovingServer at(EmbeddedMaru maru) throws Exception {
        return new MovingServer(Path.of(""), maru);
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** Where the room is; waits while the server is down. */
    synchronized URI room() throws InterruptedException {
        while (!up) {
            wait();
        }
        return maru.uri(ROOM);
    }

    void restart() throws Exception {
        synchronized (this) {
            up = false;
        }
        maru.close();
        EmbeddedMaru next = EmbeddedMaru.start(data, Frames.NO_HEARTBEAT);
        synchronized (this) {
            maru = next;
            proxy.target(next.uri(ROOM));
            up = true;
            notifyAll();
        }
    }

    @Override
    public void close() throws Exception {
        proxy.close();
        maru.close();
    }
}
