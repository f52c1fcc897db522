package chat.maru.room;

import chat.maru.log.RoomLog;

/** Cursors for tests of other packages, which need no room. */
public final class Cursors {
    private Cursors() {}

    /** One that stands behind entry {@code n}. */
    public static Cursor at(RoomLog log, long n) {
        return new Cursor(log, log.head(), n);
    }
}
