package chat.maru.log;

import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one real Redis, one class after the other. */
abstract class OnRedis {
    @TempDir
    static Path folder;

    static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            // There is none where this is skipped.
            redis.close();
            redis = null;
        }
    }
}
