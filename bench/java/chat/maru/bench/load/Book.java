package chat.maru.bench.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was published, by serial: when, by whom, and how many members do not have it yet. Serials begin at 1 and rise in
 * the order of publication. Owned by the loop's thread.
 */
final class Book {
    private long[] meantAt = new long[1 << 16];
    private int[] waiting = new int[1 << 16];
    private @Nullable Line[] publisher = new Line[1 << 16];
    private int last;

    /**
     * Notes another.
     *
     * @param now when it was meant to be sent, of {@link System#nanoTime}
     * @param members how many are to have it
     */
    int publish(Line by, long now, int members) {
        int serial = ++last;
        if (serial == meantAt.length) {
            meantAt = Arrays.copyOf(meantAt, serial * 2);
            waiting = Arrays.copyOf(waiting, serial * 2);
            publisher = Arrays.copyOf(publisher, serial * 2);
        }
        meantAt[serial] = now;
        waiting[serial] = members;
        publisher[serial] = by;
        return serial;
    }

    int last() {
        return last;
    }

    long meantAt(int serial) {
        return meantAt[serial];
    }

    /** Who published it, or null when nobody did. */
    @Nullable
    Line publisher(int serial) {
        return serial <= last ? publisher[serial] : null;
    }

    /** One member more has it; whether that was the last. */
    boolean arrived(int serial) {
        return --waiting[serial] == 0;
    }

    int waiting(int serial) {
        return waiting[serial];
    }
}
