package chat.maru.log;

import chat.maru.support.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** Stores on a Redis of a test's. */
final class RedisStores {
    /** Often enough that a test need not wait. */
    static final int CHECK_MILLIS = 200;

    private RedisStores() {}

    static RedisLogStore connect(RedisServer redis) throws IOException {
        return connect(redis.uri(), LogStore.Durability.DISK, CHECK_MILLIS);
    }

    static RedisLogStore connect(URI uri, LogStore.Durability durability, int checkMillis) throws IOException {
        RedisAddress address = RedisAddress.parse(uri.toString());
        return new RedisLogStore(
                new RedisOptions(address, durability, 16 << 20, 16 << 20, checkMillis, 2_000), Clock.systemUTC());
    }
}
