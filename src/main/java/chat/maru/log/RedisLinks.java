package chat.maru.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The writing thread's ways to Redis, which come and go with it. Used by that thread only, once it runs. */
interface RedisLinks {
    /** Connects; fails where Redis is not there, or is none that rooms may be kept in. */
    void connect() throws IOException;

    /** What to write to, connected anew if need be; {@code null} while nothing is to be had. */
    @Nullable
    RedisWire wire();

    /** Looks in which eras the buckets are now. */
    void look() throws IOException;

    /** Gives all connections up; there are others the next time. */
    void broken(String why);

    void close();
}
