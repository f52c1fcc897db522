package chat.maru.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * One of a {@link Crowd}: reads {@code maru.v1} as bytes, keeps none of a frame that is done, and checks that positions
 * rise by one. Of the crowd's thread.
 */
final class CrowdMember {
    private static final byte[] HEAD_END = ascii("\r\n\r\n");
    private static final byte[] MESSAGE = ascii("\"type\":\"message\",\"n\":");
    private static final byte[] CAUGHT_UP = ascii("\"type\":\"caughtUp\",\"n\":");
    private static final byte[] PRESENCE = ascii("[{\"type\":\"presence\"");
    private static final String SWITCHED = "HTTP/1.1 101 ";
    private static final int LAST = 0x80;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int CONTROL = 8;

    final SocketChannel channel;
    private final URI room;
    private final ByteBuffer header = ByteBuffer.allocate(10);
    private final ByteBuffer control = ByteBuffer.allocate(125);
    private final StringBuilder answer = new StringBuilder();
    private final ByteSearch message = new ByteSearch(MESSAGE);
    private final ByteSearch caughtUp = new ByteSearch(CAUGHT_UP);
    private final ByteSearch headEnd = new ByteSearch(HEAD_END);
    private final CRC32 digest = new CRC32();

    private boolean switched;
    private boolean inFrame;
    private long left;
    private boolean digesting;

    /** The text frame that is coming in. */
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private boolean joined;
    private long number = -1;
    private boolean numberIsMessage;
    private long position = -1;

    CrowdMember(SocketChannel channel, URI room) {
        this.channel = channel;
        this.room = room;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void connected() throws IOException {
        write(WireSocket.handshake(room));
    }

    /** What this client writes is a few bytes, which always fit into the buffer of a socket that just opened. */
    private void write(byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("the system did not take " + bytes.length + " bytes");
        }
    }

    /** Everything that came just now. */
    void received(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            if (!switched) {
                head(in.get());
            } else if (!inFrame) {
                header.put(in.get());
                begin();
            } else if ((header.get(0) & CONTROL) != 0) {
                control.put(in.get());
                left--;
                endOfControl();
            } else {
                text(in);
            }
        }
    }

    private void head(byte next) throws IOException {
        answer.append((char) next);
        if (headEnd.found(next)) {
            if (!answer.toString().startsWith(SWITCHED)) {
                throw new IOException("the handshake was answered " + answer);
            }
            answer.setLength(0);
            switched = true;
            write(WireSocket.textFrame("{\"type\":\"hello\"}"));
        }
    }

    /** Begins a frame, when all of its header is here. */
    private void begin() throws IOException {
        int length = header.position() < 2 ? 0 : header.get(1);
        int bytes = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (header.position() < bytes) {
            return;
        }
        left = length == 126 ? header.getShort(2) & 0xFFFF : length == 127 ? header.getLong(2) : length;
        if (left < 0) {
            throw new IOException("a masked frame, or one without end");
        }
        inFrame = true;
        if ((header.get(0) & CONTROL) != 0) {
            control.clear();
            endOfControl();
        } else if (left == 0) {
            endOfFrame();
        }
    }

    private void endOfControl() throws IOException {
        if (left > 0) {
            return;
        }
        byte[] payload = new byte[control.position()];
        control.flip().get(payload);
        int opcode = header.get(0) & 0x0F;
        if (opcode == CLOSE) {
            throw new IOException("the server closed with "
                    + (payload.length < 2 ? "no code" : ByteBuffer.wrap(payload).getShort() & 0xFFFF));
        }
        if (opcode == PING) {
            write(WireSocket.pongFrame(payload));
        }
        endOfFrame();
    }

    private void endOfFrame() {
        if ((header.get(0) & CONTROL) == 0 && (header.get(0) & LAST) != 0) {
            endOfMessage();
        }
        inFrame = false;
        header.clear();
    }

    private void text(ByteBuffer in) throws IOException {
        int bytes = (int) Math.min(left, in.remaining());
        left -= bytes;
        collect(in.slice(in.position(), bytes));
        for (int i = 0; i < bytes; i++) {
            scan(in.get());
        }
        if (left == 0) {
            endOfFrame();
        }
    }

    private void collect(ByteBuffer part) {
        if (body.size() == 0) {
            digesting = joined;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        body.writeBytes(bytes);
    }

    /**
     * Members get the same objects in different batches. Without the brackets, and with a comma behind each batch, what
     * they got is the same to the byte. Who is here comes by the clock, to each at another moment, and does not count.
     */
    private void endOfMessage() {
        byte[] frame = body.toByteArray();
        body.reset();
        if (digesting && !Arrays.equals(PRESENCE, Arrays.copyOf(frame, PRESENCE.length))) {
            digest.update(frame, 1, frame.length - 2);
            digest.update(',');
        }
    }

    private void scan(byte next) throws IOException {
        if (number >= 0 && next >= '0' && next <= '9') {
            number = number * 10 + next - '0';
        } else if (number >= 0) {
            took(number);
            number = -1;
        }
        boolean aMessage = message.found(next);
        boolean theEnd = caughtUp.found(next);
        if (aMessage || theEnd) {
            number = 0;
            numberIsMessage = aMessage;
        }
    }

    private void took(long n) throws IOException {
        if (!numberIsMessage) {
            joined = true;
        } else if (n != position + 1 || !joined) {
            throw new IOException("position " + n + " came after " + position);
        }
        position = n;
    }

    boolean isJoined() {
        return joined;
    }

    /** The last position that it has. */
    long position() {
        return position;
    }

    /** A checksum of every byte of every object since it has joined. */
    long digest() {
        return digest.getValue();
    }
}
