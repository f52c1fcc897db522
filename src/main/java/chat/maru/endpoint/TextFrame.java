package chat.maru.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One outbound text frame, for one member or for a thousand. Immutable and thread-safe.
 *
 * <p>Its bytes are the same for every member, since a server's frames are not masked (RFC 6455 section 5.1): where a
 * container lets them through, they are made once.
 */
final class TextFrame {
    /** FIN and opcode 1 (RFC 6455 section 5.2). */
    private static final int LAST_TEXT = 0x81;

    private static final int LENGTH_7_MAX = 125;
    private static final int LENGTH_16_MAX = 0xFFFF;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int HEADER_BYTES_MAX = 10;

    private final String text;

    /** Made when first asked for, by one thread or by several to the same effect. */
    private volatile @Nullable ByteBuffer bytes;

    TextFrame(String text) {
        this.text = text;
    }

    /** What the frame says. */
    String text() {
        return text;
    }

    /** The whole frame, header and payload, as it goes to the socket; a view of the caller's own. */
    ByteBuffer bytes() {
        ByteBuffer made = bytes;
        if (made == null) {
            made = frame(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
            bytes = made;
        }
        return made.duplicate();
    }

    private static ByteBuffer frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES_MAX + payload.length);
        frame.put((byte) LAST_TEXT);
        if (payload.length <= LENGTH_7_MAX) {
            frame.put((byte) payload.length);
        } else if (payload.length <= LENGTH_16_MAX) {
            frame.put((byte) LENGTH_16).putShort((short) payload.length);
        } else {
            frame.put((byte) LENGTH_64).putLong(payload.length);
        }
        return frame.put(payload).flip();
    }
}
