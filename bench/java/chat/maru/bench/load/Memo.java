package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The payloads that a room's members were sent last, with the serials found in them. All members of a room get the same
 * bytes, so most payloads are only compared, many bytes at a time, instead of read again; no byte goes unchecked. Owned
 * by the loop's thread.
 */
final class Memo {
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final long UNKNOWN = -1;

    private final @Nullable Kept[] slots;
    private final int shift;

    /** @param bits of the number of payloads that are kept */
    Memo(int bits) {
        slots = new Kept[1 << bits];
        shift = Long.SIZE - bits;
    }

    /**
     * What these bytes say.
     *
     * @param payload from its position to its limit; neither is moved
     * @param before what the same member got before: what came behind that to others is likely to come now
     */
    Kept read(ByteBuffer payload, @Nullable Kept before) {
        int length = payload.remaining();
        if (before != null) {
            Kept likely = before.behind;
            if (likely != null && likely.is(payload, length)) {
                return likely;
            }
        }
        Kept kept = slot(payload, length);
        if (!kept.is(payload, length)) {
            kept.fill(payload, length);
        }
        if (before != null) {
            before.behind = kept;
        }
        return kept;
    }

    private Kept slot(ByteBuffer payload, int length) {
        long hash = length;
        int at = payload.position();
        for (; at + Long.BYTES <= payload.limit(); at += Long.BYTES) {
            hash = (hash ^ payload.getLong(at)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; at < payload.limit(); at++) {
            hash = (hash ^ payload.get(at)) * MIX;
        }
        int i = (int) (hash * MIX >>> shift);
        Kept kept = slots[i];
        if (kept == null) {
            kept = new Kept();
            slots[i] = kept;
        }
        return kept;
    }

    /** One payload; another in its place later. */
    static final class Kept {
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private int[] serials = new int[1];
        private int count;
        private boolean used;
        private @Nullable String words;
        private long position = UNKNOWN;
        private @Nullable Kept behind;

        private boolean is(ByteBuffer payload, int length) {
            return used && bytes.limit() == length && bytes.mismatch(payload) < 0;
        }

        private void fill(ByteBuffer payload, int length) {
            if (bytes.capacity() < length) {
                bytes = ByteBuffer.allocate(Integer.highestOneBit(length) << 1);
            }
            bytes.limit(length);
            payload.get(payload.position(), bytes.array(), 0, length);
            used = true;
            words = null;
            position = UNKNOWN;
            count = Text.find(bytes.array(), length, (index, serial) -> {
                if (index == serials.length) {
                    serials = Arrays.copyOf(serials, index * 2);
                }
                serials[index] = serial;
            });
        }

        int count() {
            return count;
        }

        int serial(int index) {
            return serials[index];
        }

        /** Of the last message in it, as the server counts. */
        long position(Dialect dialect) {
            if (position == UNKNOWN) {
                position = dialect.position(words());
            }
            return position;
        }

        /** The payload as text, for one that carries no message. */
        String words() {
            String text = words;
            if (text == null) {
                text = new String(bytes.array(), 0, bytes.limit(), StandardCharsets.UTF_8);
                words = text;
            }
            return text;
        }
    }
}
