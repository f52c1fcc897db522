package chat.maru.log;

import static chat.maru.log.Await.await;

import chat.maru.log.LogStore.Durability;
import chat.maru.support.RedisMasters;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one real cluster of three masters, one class after the other, and two stores on it, as nodes do. */
abstract class OnCluster {
    /** Much later than any test waits: who sees something was woken. */
    static final int NEVER_MILLIS = 3_600_000;

    @TempDir
    static Path folder;

    static RedisMasters cluster;

    RedisLogStore one;
    RedisLogStore two;

    @BeforeAll
    static void start() throws IOException {
        cluster = RedisMasters.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            // There is none where this is skipped.
            cluster.close();
            cluster = null;
        }
    }

    @BeforeEach
    void connect() throws IOException {
        cluster.awaitWhole();
        cluster.flushEverything();
        connect(RedisStores.CHECK_MILLIS);
    }

    void connect(int checkMillis) throws IOException {
        one = RedisStores.connect(cluster.uri(), Durability.DISK, checkMillis);
        two = RedisStores.connect(cluster.uri(), Durability.DISK, checkMillis);
    }

    @AfterEach
    void closeStores() {
        one.close();
        two.close();
    }

    static RoomLog open(LogStore store, String room) {
        return await(store.open(room, room));
    }

    /** A room for each master. */
    static List<String> roomOfEach() throws IOException {
        List<String> rooms = new ArrayList<>();
        for (RedisServer master : cluster.masters()) {
            for (int i = 0; rooms.size() <= cluster.masters().indexOf(master); i++) {
                if (cluster.masterOf(RedisKeys.of("room" + i).of(RedisKeys.Part.ROW)) == master) {
                    rooms.add("room" + i);
                }
            }
        }
        return rooms;
    }
}
