package chat.maru.bench.load;

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
    private final Kept[] kept;
    private int newest;

    Memo(int size) {
        kept = new Kept[size];
        for (int i = 0; i < size; i++) {
            kept[i] = new Kept();
        }
    }

    /**
     * What these bytes say.
     *
     * @param payload from its position to its limit; neither is moved
     * @param hint where it is likely to stand: right after what this member got before
     * @return the place, for {@link #at} and for the next hint
     */
    int read(ByteBuffer payload, int hint) {
        int length = payload.remaining();
        int likely = hint % kept.length;
        if (kept[likely].is(payload, length)) {
            return likely;
        }
        for (int back = 0; back < kept.length; back++) {
            int i = Math.floorMod(newest - back, kept.length);
            if (kept[i].is(payload, length)) {
                return i;
            }
        }
        newest = (newest + 1) % kept.length;
        kept[newest].fill(payload, length);
        return newest;
    }

    Kept at(int place) {
        return kept[place];
    }

    /** One payload. */
    static final class Kept {
        private ByteBuffer bytes = ByteBuffer.allocate(256).limit(0);
        private int[] serials = new int[4];
        private int count;
        private boolean used;
        private @Nullable String words;

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
