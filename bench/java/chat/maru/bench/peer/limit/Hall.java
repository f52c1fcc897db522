package chat.maru.bench.peer.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A room: who is in it, and the frames that wait for the next pass. Owned by the server's thread. */
final class Hall {
    private static final int LENGTH_16 = 126;
    private static final int HEAD_MAX = 4;

    private final List<Guest> guests = new ArrayList<>();
    private ByteBuffer frames = ByteBuffer.allocateDirect(1 << 12);

    void enter(Guest guest) {
        guests.add(guest);
    }

    void leave(Guest guest) {
        guests.remove(guest);
    }

    void add(byte[] text) {
        if (frames.remaining() < text.length + HEAD_MAX) {
            ByteBuffer bigger = ByteBuffer.allocateDirect((frames.position() + text.length + HEAD_MAX) * 2);
            frames = bigger.put(frames.flip());
        }
        frames.put((byte) 0x81);
        if (text.length < LENGTH_16) {
            frames.put((byte) text.length);
        } else {
            frames.put((byte) LENGTH_16).putShort((short) text.length);
        }
        frames.put(text);
    }

    void pass() {
        if (frames.position() == 0) {
            return;
        }
        frames.flip();
        for (int i = guests.size() - 1; i >= 0; i--) {
            Guest guest = guests.get(i);
            try {
                guest.send(frames.rewind());
            } catch (IOException e) {
                guest.leave();
            }
        }
        frames.clear();
    }
}
