package chat.maru.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossyWakeUpsTest {
    @TempDir
    Path directory;

    @Test
    void whatIsLostNeverComesAndAllElseDoes() throws Exception {
        try (RedisServer redis = RedisServer.start(directory);
                LossyWakeUps proxy = LossyWakeUps.start(redis.port(), 1, 0);
                RedisLine listener = new RedisLine(proxy.port())) {
            assertThat(listener.call("ECHO", "message")).isEqualTo("message");
            listener.call("SUBSCRIBE", "hall");
            assertThat(redis.call("PUBLISH", "hall", "grown")).isEqualTo("1");
            assertThat(listener.call("PING")).as("the next that is heard").isEqualTo("pong\n");
            assertThat(proxy.lost()).isEqualTo(1);
            assertThat(proxy.passed()).isZero();
        }
    }

    @Test
    void whatIsNotLostComes() throws Exception {
        try (RedisServer redis = RedisServer.start(directory);
                LossyWakeUps proxy = LossyWakeUps.start(redis.port(), 0, 0);
                RedisLine listener = new RedisLine(proxy.port())) {
            listener.call("SUBSCRIBE", "hall");
            redis.call("PUBLISH", "hall", "grown");
            assertThat(listener.call("PING")).as("the next that is heard").isEqualTo("message\nhall\ngrown");
            assertThat(proxy.lost()).isZero();
            assertThat(proxy.passed()).isEqualTo(1);
        }
    }
}
