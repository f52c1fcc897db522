package chat.maru.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The framing of RFC 6455 as far as a client without extensions needs it. Stateless. */
final class Frames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private Frames() {}

    /**
     * Hands over each complete frame, in place, and leaves the position before the first that is incomplete.
     *
     * @throws IllegalStateException when a frame is masked, or has bits of an extension that was not agreed on
     */
    static void read(ByteBuffer in, Sink sink) {
        while (in.remaining() >= 2) {
            int start = in.position();
            int first = in.get(start) & 0xff;
            int second = in.get(start + 1) & 0xff;
            if ((first & RESERVED) != 0 || (second & MASKED) != 0) {
                throw new IllegalStateException("a frame begins with " + Integer.toHexString(first << 8 | second));
            }
            int head = headLength(second);
            if (in.remaining() < head) {
                return;
            }
            long length = length(in, start, second);
            if (in.remaining() < head + length) {
                return;
            }
            int limit = in.limit();
            int end = start + head + (int) length;
            in.limit(end).position(start + head);
            sink.frame((first & FIN) != 0, first & OPCODE, in);
            in.limit(limit).position(end);
        }
    }

    private static int headLength(int second) {
        return switch (second & LENGTH) {
            case LENGTH_16 -> 4;
            case LENGTH_64 -> 10;
            default -> 2;
        };
    }

    private static long length(ByteBuffer in, int start, int second) {
        return switch (second & LENGTH) {
            case LENGTH_16 -> in.getShort(start + 2) & 0xffff;
            case LENGTH_64 -> in.getLong(start + 2);
            default -> second & LENGTH;
        };
    }

    /** A masked frame, ready to be written. */
    static ByteBuffer text(String text) {
        return masked(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer masked(int opcode, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(payload.length + 14);
        out.put((byte) (FIN | opcode));
        if (payload.length < LENGTH_16) {
            out.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            out.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            out.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        out.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ mask >>> (24 - (i & 3) * 8)));
        }
        return out.flip();
    }

    /** Takes a frame; position and limit of {@code payload} are its bounds, and may be moved. */
    interface Sink {
        void frame(boolean last, int opcode, ByteBuffer payload);
    }
}
