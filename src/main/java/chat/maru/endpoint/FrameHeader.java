package chat.maru.endpoint;

import java.nio.ByteBuffer;

/** The header of a text frame that is whole and, as a server's, not masked (RFC 6455 section 5.2). Stateless. */
final class FrameHeader {
    static final int BYTES_MAX = 10;

    /** FIN and opcode 1. */
    private static final int WHOLE_TEXT = 0x81;

    private static final int LENGTH_7_MAX = 125;
    private static final int LENGTH_16_MAX = 0xFFFF;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private FrameHeader() {}

    /** Puts the header of a payload of so many bytes. */
    static ByteBuffer put(ByteBuffer out, int payloadBytes) {
        out.put((byte) WHOLE_TEXT);
        if (payloadBytes <= LENGTH_7_MAX) {
            return out.put((byte) payloadBytes);
        }
        if (payloadBytes <= LENGTH_16_MAX) {
            return out.put((byte) LENGTH_16).putShort((short) payloadBytes);
        }
        return out.put((byte) LENGTH_64).putLong(payloadBytes);
    }

    /** The payload's bytes, as the header at {@code start} says. */
    static int payloadBytes(byte[] frames, int start) {
        int length = frames[start + 1];
        if (length <= LENGTH_7_MAX) {
            return length;
        }
        ByteBuffer more = ByteBuffer.wrap(frames).position(start + 2);
        return length == LENGTH_16 ? more.getShort() & LENGTH_16_MAX : (int) more.getLong();
    }

    /** How many bytes that is. */
    static int bytes(int payloadBytes) {
        return payloadBytes <= LENGTH_7_MAX ? 2 : payloadBytes <= LENGTH_16_MAX ? 4 : BYTES_MAX;
    }
}
