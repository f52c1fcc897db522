package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.LogStore;
import chat.maru.log.RedisAddress;
import chat.maru.log.RedisLogStore;
import chat.maru.log.RedisOptions;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Redis that syncs every write. */
class RedisRetentionTest extends ArchiveTroubleContract {
    /** More than half of what Redis takes by itself, so that it has room again when the room is empty. */
    private static final long ROOM_BYTES = 900_000;

    @TempDir
    static Path directory;

    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start(directory);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    LogStore small() throws IOException {
        LogStore small = fresh();
        redis.leave(ROOM_BYTES);
        return small;
    }

    @Test
    void withoutABoundNobodyKnowsHowFullRedisIs() throws Exception {
        assertThat(Stages.await(store.fullness())).isEmpty();
    }

    @Override
    LogStore fresh() throws IOException {
        redis.call("CONFIG", "SET", "maxmemory", "0");
        redis.flushEverything();
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        return new RedisLogStore(
                new RedisOptions(address, LogStore.Durability.DISK, 16 << 20, 16 << 20, 1_000, 10_000), clock);
    }
}
