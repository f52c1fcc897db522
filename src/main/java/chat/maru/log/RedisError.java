package chat.maru.log;

import java.io.IOException;

/** What Redis answered instead of doing what it was told. */
final class RedisError extends IOException {
    private static final long serialVersionUID = 1;

    RedisError(String message) {
        super(message);
    }

    /** Whether this is an error of that kind, such as {@code OOM}; one from inside a script counts too. */
    boolean is(String kind) {
        String message = String.valueOf(getMessage());
        return message.startsWith(kind + " ") || message.contains("-" + kind + " ");
    }

    /** Whether Redis has no memory left for what it was told, and did nothing of it. */
    boolean isFull() {
        return is("OOM");
    }

    /** Whether a cluster keeps this somewhere else, or is just taking it there. */
    boolean isElsewhere() {
        return is("MOVED") || is("ASK") || isMoving();
    }

    /** Whether a cluster has a part of it here and a part of it there just now, and did nothing. */
    boolean isMoving() {
        return is("TRYAGAIN");
    }

    /** Whether something else lies where this should be: only damage makes it so. */
    boolean isDamage() {
        return is("WRONGTYPE");
    }

    /** Whether it said no before it did anything: it loads, or cannot write its files. */
    boolean isRefusal() {
        return is("LOADING")
                || is("MISCONF")
                || is("MASTERDOWN")
                || is("NOREPLICAS")
                || is("NOAUTH")
                || is("NOPERM")
                || is("CLUSTERDOWN")
                || is("BUSY");
    }
}
