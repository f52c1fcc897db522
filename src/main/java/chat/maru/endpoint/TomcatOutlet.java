package chat.maru.endpoint;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's way out without two of its costs: it encodes a text for each session again, in pieces of 8 KiB, and hands
 * the completion of each piece to a thread of its pool, though the piece has been written already. Here the frame's own
 * bytes go to the socket as they are, and only what the client keeps waiting goes through Tomcat's own writing, to be
 * completed by another thread.
 *
 * <p>What Tomcat does between frames is left to it: its semaphore is held meanwhile, as it does itself, and control
 * frames that came meanwhile are sent by it behind the frame. Whatever is not as expected goes the portable way.
 */
final class TomcatOutlet implements Outlet, CompletionHandler<Long, SendHandler> {
    /** As many messages as the other wire has in one frame. */
    private static final int FRAMES_MAX = 256;

    /** Enough for most sends: what a batch from a tape has. */
    private static final int BUFFERS = 3;

    private final TomcatParts parts;
    private final Session session;
    private final Outlet portable;
    private final Object remote;
    private final Object socket;
    private final @Nullable SocketChannel channel;
    private final Semaphore sending;

    private TomcatOutlet(TomcatParts parts, Session session, Outlet portable, Object remote) {
        this.parts = parts;
        this.session = session;
        this.portable = portable;
        this.remote = remote;
        this.socket = parts.socket(remote);
        this.channel = parts.channel(socket).orElse(null);
        this.sending = parts.sending(remote);
    }

    /** Empty where this session's frames cannot be sent so: an extension changes them, or the connector is another. */
    static Optional<Outlet> of(TomcatParts parts, Session session, Outlet portable) {
        Object remote = parts.remote(session);
        boolean fits = session.getNegotiatedExtensions().isEmpty() && parts.fits(remote);
        return fits ? Optional.of(new TomcatOutlet(parts, session, portable, remote)) : Optional.empty();
    }

    @Override
    public int framesMax() {
        return FRAMES_MAX;
    }

    @Override
    public boolean send(List<Parcel> frames, SendHandler done) {
        if (!sending.tryAcquire()) {
            // A control frame is on its way, which is over in a moment, or stuck like all that comes behind it.
            return new Queued(frames, done).send(0);
        }
        if (parts.isClosed(remote)) {
            sending.release();
            throw new IllegalStateException("session " + session.getId() + " is closed");
        }
        ByteBuffer[] bytes = bytes(frames);
        boolean written = writeNow(bytes) || parts.write(socket, bytes, done, this);
        if (written) {
            parts.end(remote);
        }
        return written;
    }

    private static ByteBuffer[] bytes(List<Parcel> frames) {
        List<ByteBuffer> bytes = new ArrayList<>(BUFFERS);
        for (Parcel frame : frames) {
            frame.addTo(bytes);
        }
        return bytes.toArray(ByteBuffer[]::new);
    }

    /** Writes as much as the socket takes; false when there is more, or only Tomcat can write here. */
    private boolean writeNow(ByteBuffer[] frames) {
        SocketChannel direct = channel;
        if (direct == null) {
            return false;
        }
        try {
            if (frames.length == 1) {
                direct.write(frames[0]);
            } else {
                direct.write(frames);
            }
        } catch (IOException e) {
            parts.end(remote);
            throw new UncheckedIOException(e);
        }
        return !frames[frames.length - 1].hasRemaining();
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

    /** Frames that go the portable way, one behind the other. */
    private final class Queued implements SendHandler {
        private final List<Parcel> frames = new ArrayList<>();
        private final SendHandler done;
        private int next;

        Queued(List<Parcel> parcels, SendHandler done) {
            parcels.forEach(parcel -> parcel.texts().forEach(text -> frames.add(new TextFrame(text))));
            this.done = done;
        }

        boolean send(int frame) {
            next = frame + 1;
            return portable.send(frames.subList(frame, next), this);
        }

        /** Tomcat calls this on a thread of its pool, never within the send. */
        @Override
        public void onResult(SendResult result) {
            if (!result.isOK() || next == frames.size()) {
                done.onResult(result);
                return;
            }
            try {
                send(next);
            } catch (RuntimeException e) {
                done.onResult(new SendResult(e));
            }
        }
    }
}
