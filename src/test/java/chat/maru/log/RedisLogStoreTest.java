package chat.maru.log;

import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The whole contract on a real Redis that syncs every write. */
class RedisLogStoreTest extends RoomLogContract {
    /** Room for the entries of a tiny store, beside what Redis itself needs. */
    private static final long TINY_BYTES = 900_000;

    @TempDir
    static Path folder;

    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    int tailBytes() {
        return 16 << 20;
    }

    private RedisLogStore connect() throws IOException {
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        return new RedisLogStore(
                new RedisOptions(address, LogStore.Durability.DISK, 16 << 20, tailBytes(), 1_000, 10_000), clock);
    }

    @Override
    LogStore fresh() throws IOException {
        redis.call("CONFIG", "SET", "maxmemory", "0");
        redis.flushEverything();
        return connect();
    }

    @Override
    LogStore restart(LogStore open) throws IOException {
        open.close();
        return connect();
    }

    @Override
    LogStore tiny() throws IOException {
        LogStore store = fresh();
        redis.leave(TINY_BYTES);
        return store;
    }

    @Override
    boolean durable() {
        return true;
    }
}
