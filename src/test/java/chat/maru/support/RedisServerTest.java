package chat.maru.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {
    @TempDir
    Path directory;

    @Test
    void whatIsAcknowledgedIsThereAfterAKillOnTheSamePort() throws Exception {
        try (RedisServer redis = RedisServer.start(directory)) {
            int port = redis.port();
            assertThat(redis.call("SET", "hall", "마루")).isEqualTo("OK");
            redis.kill9();
            assertThat(redis.isAlive()).isFalse();
            assertThatThrownBy(() -> redis.call("PING")).isInstanceOf(IOException.class);
            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.call("GET", "hall")).isEqualTo("마루");
        }
    }

    @Test
    void withoutAFileItForgets() throws Exception {
        try (RedisServer redis = RedisServer.start(directory, "--appendonly", "no")) {
            redis.call("SET", "hall", "here");
            redis.kill9();
            redis.restart();
            assertThat(redis.call("GET", "hall")).isEmpty();
        }
    }

    @Test
    void itKeepsEverythingUnlessToldOtherwise() throws Exception {
        try (RedisServer redis = RedisServer.start(directory)) {
            assertThat(setting(redis, "appendonly")).isEqualTo("yes");
            assertThat(setting(redis, "appendfsync")).isEqualTo("always");
            assertThat(setting(redis, "maxmemory-policy")).isEqualTo("noeviction");
            assertThat(setting(redis, "bind")).isEqualTo("127.0.0.1");
            redis.restart("--appendfsync", "everysec", "--maxmemory-policy", "allkeys-lru");
            assertThat(setting(redis, "appendfsync")).isEqualTo("everysec");
            assertThat(setting(redis, "maxmemory-policy")).isEqualTo("allkeys-lru");
            redis.restart();
            assertThat(setting(redis, "appendfsync")).isEqualTo("everysec");
        }
    }

    private static String setting(RedisServer redis, String name) throws IOException {
        return redis.call("CONFIG", "GET", name).split("\n")[1];
    }

    @Test
    void betweenTwoTestsItForgetsEverything() throws Exception {
        try (RedisServer redis = RedisServer.start(directory)) {
            redis.call("XADD", "heads", "1-0", "kind", "message");
            String script = redis.call("SCRIPT", "LOAD", "return 41");
            redis.flushEverything();
            assertThat(redis.call("DBSIZE")).isEqualTo("0");
            assertThatThrownBy(() -> redis.call("EVALSHA", script, "0")).hasMessageContaining("NOSCRIPT");
        }
    }

    @Test
    void frozenItHoldsItsConnectionsAndAnswersLater() throws Exception {
        try (RedisServer redis = RedisServer.start(directory);
                RedisLine line = new RedisLine(redis.port())) {
            redis.freeze();
            CompletableFuture<String> pong = CompletableFuture.supplyAsync(() -> ping(line));
            assertThatThrownBy(() -> pong.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            redis.thaw();
            assertThat(pong.get(RedisServer.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("PONG");
        }
    }

    private static String ping(RedisLine line) {
        try {
            return line.call("PING");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closedItLeavesNoProcess() throws Exception {
        RedisServer redis = RedisServer.start(directory);
        ProcessHandle server = ProcessHandle.of(redis.pid()).orElseThrow();
        redis.close();
        assertThat(server.isAlive()).isFalse();
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info -> info.commandLine().orElse("").matches(".*(redis|tether).*"));
    }

    @Test
    void anOptionThatItDoesNotKnowIsToldAtOnce() {
        assertThatThrownBy(() -> RedisServer.start(directory, "--no-such-option", "1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-option");
    }
}
