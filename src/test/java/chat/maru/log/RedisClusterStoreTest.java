package chat.maru.log;

import chat.maru.support.RedisMasters;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The whole contract on a real Redis Cluster of three masters that sync every write. */
class RedisClusterStoreTest extends RoomLogContract {
    /** Room for the entries of a tiny store, beside what Redis itself needs. */
    private static final long TINY_BYTES = 900_000;

    @TempDir
    static Path folder;

    private static RedisMasters cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = RedisMasters.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private RedisLogStore connect() throws IOException {
        RedisAddress address = RedisAddress.parse(cluster.uri().toString());
        return new RedisLogStore(
                new RedisOptions(address, LogStore.Durability.DISK, 16 << 20, 16 << 20, 1_000, 10_000), clock);
    }

    @Override
    LogStore fresh() throws IOException {
        cluster.each("CONFIG", "SET", "maxmemory", "0");
        cluster.flushEverything();
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
        for (RedisServer master : cluster.masters()) {
            master.leave(TINY_BYTES);
        }
        return store;
    }

    @Override
    boolean durable() {
        return true;
    }
}
