package chat.maru.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link Tape}: some entries, one behind the other, as they go to the socket. It holds the bytes that it
 * is cut from.
 */
final class Strip implements Parcel {
    /** One buffer is cheaper for the system than three, up to what is worth keeping twice while a client is slow. */
    private static final int WHOLE_BYTES_MAX = 8_192;

    private final byte[] tape;
    private final int from;
    private final int to;
    private final boolean isFramed;
    private final long after;
    private final long last;

    /** Made when first asked for, by one thread or by several to the same effect. */
    private volatile @Nullable ByteBuffer whole;

    /** Decoded when first asked for, by one thread or by several to the same effect. */
    private volatile @Nullable List<String> texts;

    /**
     * @param tape never changed between {@code from} and {@code to}
     * @param isFramed whether each entry is a frame already; otherwise they become one JSON array
     * @param after the position that the first entry follows
     * @param last the position of the last entry
     */
    Strip(byte[] tape, int from, int to, boolean isFramed, long after, long last) {
        this.tape = tape;
        this.from = from;
        this.to = to;
        this.isFramed = isFramed;
        this.after = after;
        this.last = last;
    }

    boolean is(long otherAfter, long otherLast) {
        return after == otherAfter && last == otherLast;
    }

    /** The position that a reader stands at who has got this. */
    long last() {
        return last;
    }

    /** Whether this wire carries nothing of these entries. */
    boolean isEmpty() {
        return from == to;
    }

    @Override
    public void addTo(List<ByteBuffer> bytes) {
        if (isFramed) {
            bytes.add(entries());
        } else if (to - from <= WHOLE_BYTES_MAX) {
            bytes.add(whole().duplicate());
        } else {
            bytes.add(opening(ByteBuffer.allocate(FrameHeader.BYTES_MAX + 1)).flip());
            bytes.add(entries());
            bytes.add(ByteBuffer.wrap(new byte[] {']'}));
        }
    }

    private ByteBuffer entries() {
        return ByteBuffer.wrap(tape, from, to - from);
    }

    private ByteBuffer whole() {
        ByteBuffer made = whole;
        if (made == null) {
            int payload = to - from + 2;
            ByteBuffer frame = ByteBuffer.allocate(FrameHeader.bytes(payload) + payload);
            made = opening(frame).put(entries()).put((byte) ']').flip();
            whole = made;
        }
        return made;
    }

    private ByteBuffer opening(ByteBuffer out) {
        return FrameHeader.put(out, to - from + 2).put((byte) '[');
    }

    @Override
    public List<String> texts() {
        List<String> decoded = texts;
        if (decoded == null) {
            decoded = isFramed
                    ? payloads()
                    : List.of("[" + new String(tape, from, to - from, StandardCharsets.UTF_8) + "]");
            texts = decoded;
        }
        return decoded;
    }

    private List<String> payloads() {
        List<String> payloads = new ArrayList<>();
        int start = from;
        while (start < to) {
            int payload = FrameHeader.payloadBytes(tape, start);
            start += FrameHeader.bytes(payload);
            payloads.add(new String(tape, start, payload, StandardCharsets.UTF_8));
            start += payload;
        }
        return payloads;
    }
}
