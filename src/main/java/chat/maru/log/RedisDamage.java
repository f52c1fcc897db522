package chat.maru.log;

import java.io.IOException;

/** Something in Redis is not what was written there. What was asked together with it has been read. */
final class RedisDamage extends IOException {
    private static final long serialVersionUID = 1;

    private final long n;

    RedisDamage(long n) {
        super(n == 0 ? "the row of a room is damaged" : "the entry at " + n + " is damaged");
        this.n = n;
    }

    /** The position of it, or 0 where it is the row of the room. */
    long n() {
        return n;
    }
}
