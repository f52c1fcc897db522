package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A master of a cluster dies, and its replica takes its place. */
class RedisClusterFailoverTest extends OnCluster {
    @Test
    void aReplicaTakesItsMastersPlaceAndTheRoomsGoOn() throws Exception {
        List<String> rooms = roomOfEach();
        RoomLog log = open(one, rooms.get(0));
        messages(log, "m", 10);
        String epoch = log.head().epoch();
        // The first that every node asks where the slots are.
        RedisServer master = cluster.masters().get(0);
        try (RedisServer replica = cluster.replicate(master)) {
            until("the replica has all", () -> has(replica, rooms.get(0)));
            master.kill9();
            until("the replica is asked", () -> await(log.append(message("next", "text"))) instanceof Stored);
            assertThat(log.head().n()).isEqualTo(11);
            assertThat(log.head().epoch()).as("nothing was lost").isEqualTo(epoch);
            until("no trouble", () -> one.trouble().isEmpty() && two.trouble().isEmpty());
            RoomLog there = open(two, rooms.get(0));
            until("the other node sees it", () -> there.head().n() == 11);
            stored(log, message("more", "text"));
            until("and what follows", () -> there.head().equals(log.head()));
            assertThat(all(there)).hasSize(12);
        }
    }

    private static boolean has(RedisServer replica, String room) {
        try {
            return replica.call("KEYS", RedisKeys.of(room).of(RedisKeys.Part.ROW))
                            .contains("row")
                    && replica.call("INFO", "replication").contains("master_link_status:up");
        } catch (IOException e) {
            return false;
        }
    }
}
