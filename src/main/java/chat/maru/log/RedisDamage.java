package chat.maru.log;

import java.io.IOException;

/** Something in Redis is not what was written there. What was asked together with it has been read. */
final class RedisDamage extends IOException {
    private static final long serialVersionUID = 1;

    private final long n;

    /** @param n the position of what is damaged, or 0 where that is not known */
    RedisDamage(long n) {
        super(n == 0 ? "what Redis holds of a room is damaged" : "the entry at " + n + " is damaged");
        this.n = n;
    }

    long n() {
        return n;
    }

    /** What {@code text} says, which only damage can make anything but a number. */
    static long number(String text, long n) throws RedisDamage {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RedisDamage(n);
        }
    }
}
