package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.LogStore.Durability;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Redis must be like; each refusal names the rule and what helps. */
class RedisGuardsTest extends OnRedis {
    @BeforeEach
    void sound() throws IOException {
        redis.flushEverything();
        set("appendonly", "yes");
        set("appendfsync", "always");
        set("no-appendfsync-on-rewrite", "no");
        set("maxmemory-policy", "noeviction");
        set("requirepass", "");
    }

    private static void set(String name, String value) throws IOException {
        redis.call("CONFIG", "SET", name, value);
    }

    private static void assertOpens(Durability durability) throws IOException {
        try (LogStore store = RedisStores.connect(redis.uri(), durability, 1_000)) {
            assertThat(store.durability()).isEqualTo(durability);
            assertThat(store.trouble()).isEmpty();
        }
    }

    private static void assertRefused(Durability durability, String rule, String remedy) {
        assertThatThrownBy(() -> RedisStores.connect(redis.uri(), durability, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(rule)
                .hasMessageContaining(remedy);
    }

    @Test
    void aRedisThatSyncsEveryWriteIsTaken() throws IOException {
        assertOpens(Durability.DISK);
    }

    @Test
    void aRedisWithoutAnAppendOnlyFileIsRefusedUnlessThatIsAllowed() throws IOException {
        set("appendonly", "no");
        assertRefused(Durability.DISK, "appendonly is no", "maru.redisDurability=memory");
        assertRefused(Durability.OS, "appendonly is no", "maru.redisDurability=memory");
        assertOpens(Durability.MEMORY);
    }

    @Test
    void aRedisThatSyncsNowAndThenIsRefusedUnlessThatIsAllowed() throws IOException {
        for (String sync : new String[] {"everysec", "no"}) {
            set("appendfsync", sync);
            assertRefused(Durability.DISK, "appendfsync is " + sync, "maru.redisDurability=os");
            assertOpens(Durability.OS);
            assertOpens(Durability.MEMORY);
        }
    }

    @Test
    void aRedisThatDoesNotSyncWhileItRewritesItsFileIsRefusedUnlessThatIsAllowed() throws IOException {
        set("no-appendfsync-on-rewrite", "yes");
        assertRefused(Durability.DISK, "no-appendfsync-on-rewrite is yes", "maru.redisDurability=os");
        assertOpens(Durability.OS);
    }

    @Test
    void aRedisThatEvictsIsRefusedWhateverIsAllowed() throws IOException {
        set("maxmemory-policy", "allkeys-lru");
        assertRefused(Durability.DISK, "maxmemory-policy is allkeys-lru", "noeviction");
        assertRefused(Durability.MEMORY, "maxmemory-policy is allkeys-lru", "noeviction");
    }

    @Test
    void aReplicaIsRefused(@TempDir Path other) throws IOException {
        try (RedisServer replica =
                RedisServer.start(other, "--replicaof", "127.0.0.1", Integer.toString(redis.port()))) {
            assertThatThrownBy(() -> RedisStores.connect(replica.uri(), Durability.MEMORY, 1_000))
                    .hasMessageContaining("replica")
                    .hasMessageContaining("primary");
        }
    }

    /** No old Redis is to be had here: this one answers as a real one, but for its version. */
    @Test
    void aRedisThatIsTooOldIsRefused() throws Exception {
        for (String version : new String[] {"2.8.0", "6.0.16", "6", "none"}) {
            try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread answers = new Thread(() -> answer(old, "redis_version:" + version + "\r\nrole:master\r\n"));
                answers.start();
                URI uri = URI.create("redis://127.0.0.1:" + old.getLocalPort());
                assertThatThrownBy(() -> RedisStores.connect(uri, Durability.MEMORY, 1_000))
                        .hasMessageContaining("version \"" + version + "\"")
                        .hasMessageContaining("6.2 or newer");
                answers.join();
            }
        }
    }

    private static void answer(ServerSocket old, String info) {
        try (Socket client = old.accept()) {
            byte[] reply = ("$" + info.length() + "\r\n" + info + "\r\n").getBytes(StandardCharsets.US_ASCII);
            while (client.getInputStream().read(new byte[1_024]) > 0) {
                client.getOutputStream().write(reply);
            }
        } catch (IOException e) {
            // The client has gone: it has read what it wanted.
        }
    }

    @Test
    void aPasswordIsGivenAndNeverTold() throws IOException {
        set("requirepass", "s3cret word");
        try {
            URI right = URI.create("redis://:s3cret%20word@127.0.0.1:" + redis.port());
            RedisStores.connect(right, Durability.DISK, 1_000).close();
            assertThat(RedisAddress.parse(right.toString()).toString()).doesNotContain("s3cret");
            assertRefused(Durability.DISK, "NOAUTH", "");
            URI wrong = URI.create("redis://:wr0ng@127.0.0.1:" + redis.port());
            assertThatThrownBy(() -> RedisStores.connect(wrong, Durability.DISK, 1_000))
                    .hasMessageContaining("WRONGPASS")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wr0ng"));
        } finally {
            URI right = URI.create("redis://:s3cret%20word@127.0.0.1:" + redis.port());
            try (RedisConnection connection = new RedisConnection(RedisAddress.parse(right.toString()), 2_000)) {
                connection.call(RedisCommand.of("CONFIG", "SET", "requirepass", ""));
            }
        }
    }

    @Test
    void whoIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI nobody = URI.create("redis://127.0.0.1:" + port);
        assertThatThrownBy(() -> RedisStores.connect(nobody, Durability.DISK, 1_000))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDatabaseIsAStoreOfItsOwn() throws IOException {
        URI third = URI.create(redis.uri() + "/3");
        try (LogStore here = RedisStores.connect(redis);
                LogStore there = RedisStores.connect(third, Durability.DISK, 1_000)) {
            assertThat(here.epoch("hall")).isNotEqualTo(there.epoch("hall"));
            LogFixture.stored(Await.await(here.open("hall", "Hall")), LogFixture.message("a", "one"));
            assertThat(Await.await(there.open("hall", "Hall")).head().n()).isZero();
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutItsPassword() {
        for (String text : new String[] {
            "redis://", "http://host", "redis://pass@host", "redis://host/x", "redis://host?x=1", "redis://a b"
        }) {
            assertThatThrownBy(() -> RedisAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(RedisAddress.parse("rediss://u:p@h:1/2")).isEqualTo(new RedisAddress(true, "h", 1, "u", "p", 2));
        RedisAddress sentinels = RedisAddress.parse("redis-sentinel://u:p@one,two:5/main/3");
        assertThat(sentinels)
                .isEqualTo(new RedisAddress(
                        false, "main", 0, "u", "p", 3, java.util.List.of("one:26379", "two:5"), "main"));
        assertThat(sentinels.toString()).isEqualTo("redis-sentinel://one:26379,two:5/main/3");
        assertThatThrownBy(() -> RedisAddress.parse("redis-sentinel://one")).hasMessageContaining("primary");
        RedisAddress nodes = RedisAddress.parse("rediss-cluster://u:p@one,two:5");
        assertThat(nodes)
                .isEqualTo(new RedisAddress(true, "", 0, "u", "p", 0, java.util.List.of("one:6379", "two:5"), ""));
        assertThat(nodes.toString()).isEqualTo("rediss-cluster://one:6379,two:5");
        assertThatThrownBy(() -> RedisAddress.parse("redis-cluster://one/3")).hasMessageContaining("one database");
        assertThat(RedisAddress.parse("redis://[::1]")).isEqualTo(new RedisAddress(false, "::1", 6379, "", "", 0));
    }
}
