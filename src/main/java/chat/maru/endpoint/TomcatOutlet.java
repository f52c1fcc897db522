package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Tomcat's way out without two of its costs: it encodes a text for each session again, in pieces of 8 KiB, and hands
 * the completion of each piece to a thread of its pool, though the piece has been written already. Here the frame's own
 * bytes go to the socket as they are, and only a write that the client keeps waiting is completed by another thread.
 *
 * <p>What Tomcat does between frames is left to it: its semaphore is held meanwhile, as it does itself, and control
 * frames that came meanwhile are sent by it behind the frame. Whatever is not as expected goes the portable way.
 */
final class TomcatOutlet implements Outlet, CompletionHandler<Long, SendHandler> {
    private final TomcatParts parts;
    private final Session session;
    private final Outlet portable;
    private final Object remote;
    private final Object socket;
    private final Semaphore sending;

    private TomcatOutlet(TomcatParts parts, Session session, Outlet portable, Object remote) {
        this.parts = parts;
        this.session = session;
        this.portable = portable;
        this.remote = remote;
        this.socket = parts.socket(remote);
        this.sending = parts.sending(remote);
    }

    /** Empty where this session's frames cannot be sent so: an extension changes them, or the connector is another. */
    static Optional<Outlet> of(TomcatParts parts, Session session, Outlet portable) {
        Object remote = parts.remote(session);
        boolean fits = session.getNegotiatedExtensions().isEmpty() && parts.fits(remote);
        return fits ? Optional.of(new TomcatOutlet(parts, session, portable, remote)) : Optional.empty();
    }

    @Override
    public boolean send(TextFrame frame, SendHandler done) {
        if (!sending.tryAcquire()) {
            // A control frame is on its way. Tomcat queues what comes behind it.
            return portable.send(frame, done);
        }
        if (parts.isClosed(remote)) {
            sending.release();
            throw new IllegalStateException("session " + session.getId() + " is closed");
        }
        boolean written = parts.write(socket, frame.bytes(), done, this);
        if (written) {
            parts.end(remote);
        }
        return written;
    }

    @Override
    public void ping() throws IOException {
        portable.ping();
    }

    @Override
    public void completed(Long bytes, SendHandler done) {
        parts.end(remote);
        done.onResult(new SendResult());
    }

    @Override
    public void failed(Throwable failure, SendHandler done) {
        parts.end(remote);
        done.onResult(new SendResult(failure));
    }
}
