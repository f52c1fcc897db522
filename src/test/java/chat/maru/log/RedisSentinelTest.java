package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import chat.maru.support.RedisSentinel;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary dies, and a Sentinel makes its replica the primary. */
class RedisSentinelTest {

    @TempDir
    Path primaryFolder;

    @TempDir
    Path replicaFolder;

    @TempDir
    Path sentinelFolder;

    @Test
    void whatTheReplicaHadGoesOnInItsEpochAndALostSuffixGetsAnother() throws IOException {
        try (RedisServer primary = RedisServer.start(primaryFolder);
                RedisServer replica =
                        RedisServer.start(replicaFolder, "--replicaof", "127.0.0.1", "" + primary.port());
                RedisSentinel sentinel = RedisSentinel.start(sentinelFolder, "main", primary);
                LogStore store = RedisStores.connect(
                        URI.create("redis-sentinel://127.0.0.1:" + sentinel.port() + "/main"),
                        LogStore.Durability.DISK,
                        RedisStores.CHECK_MILLIS)) {
            RoomLog log = await(store.open("hall", "Hall"));
            RoomLog behind = await(store.open("behind", "Behind"));
            messages(log, "m", 20);
            messages(behind, "m", 20);
            until("the replica has all", () -> hasAll(replica, log, behind));
            until("Sentinel knows the replica", sentinel::knowsAReplica);
            String epoch = log.head().epoch();
            // What is sent to nobody cannot wait in a socket's buffer.
            replica.freeze();
            primary.call("CLIENT", "KILL", "TYPE", "replica");
            messages(behind, "lost", 5);
            primary.kill9();
            replica.thaw();
            until("another primary", () -> await(log.append(message("next", "text"))) instanceof Stored);
            assertThat(log.head().epoch()).isEqualTo(epoch);
            assertThat(all(log)).hasSize(21);
            until("the loss is told", () -> !behind.head().epoch().equals(epoch));
            assertThat(all(behind)).hasSize(20);
        }
    }

    private static boolean hasAll(RedisServer replica, RoomLog... logs) {
        try {
            for (RoomLog log : logs) {
                String row = replica.call("GET", RedisKeys.of(log.room()).of(RedisKeys.Part.ROW));
                if (!row.contains(" " + log.head().n() + " ")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
