package chat.maru.client;

import org.jspecify.annotations.Nullable;

/**
 * Who reads, and where: what a client has to know of one connection to say the hello of the next. Thread-safe, guarded
 * by itself.
 */
final class Reading {
    private final int history;
    private @Nullable Position cursor;
    private @Nullable String epoch;
    private @Nullable Welcome welcome;
    private @Nullable String name;
    private @Nullable String guest;

    Reading(Options options) {
        this.history = options.history();
        this.cursor = options.after();
        this.name = options.name();
        this.guest = options.guest();
    }

    /** @param token by which one is known; without one, as a guest */
    synchronized String hello(@Nullable String token) {
        return Frames.hello(name, guest, token, cursor, history);
    }

    /** Only what begins a new reading moves the cursor; who resumes goes on where it was, or is told of a gap. */
    synchronized void welcomed(Welcome now) {
        welcome = now;
        epoch = now.epoch();
        guest = now.guest() == null ? guest : now.guest();
        name = now.you().name();
        if (cursor != null && now.resumed()) {
            cursor = new Position(epoch, cursor.n());
        } else if (cursor == null && history == 0) {
            cursor = new Position(epoch, now.head());
        }
    }

    /** The first page is here: from now on it is behind the cursor, and a reconnect need not ask for it again. */
    synchronized void began() {
        if (cursor == null && welcome != null) {
            cursor = new Position(epoch, welcome.head());
        }
    }

    synchronized void moved(long n) {
        cursor = new Position(epoch, n);
    }

    synchronized void gapped(Gap gap) {
        epoch = gap.epoch();
        cursor = gap.resumesAfter(cursor);
    }

    synchronized void renamed(String now) {
        name = now;
    }

    synchronized @Nullable Position cursor() {
        return cursor;
    }

    /** The epoch of every position that was heard last; {@code null} before the first welcome. */
    synchronized @Nullable String epoch() {
        return epoch;
    }
}
