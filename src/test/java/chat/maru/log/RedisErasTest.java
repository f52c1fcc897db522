package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.LogStore.Durability;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that no node knows any more, in a Redis that may have lost their end. */
class RedisErasTest {
    @TempDir
    Path folder;

    private RedisServer redis;
    private LogStore store;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        store = open(redis, Durability.DISK);
    }

    @AfterEach
    void stop() {
        store.close();
        redis.close();
    }

    private static LogStore open(RedisServer redis, Durability durability) throws IOException {
        return RedisStores.connect(redis.uri(), durability, RedisStores.CHECK_MILLIS);
    }

    @Test
    void aReplicaThatTookOverGivesRoomsThatNobodyKnowsNewEpochs(@TempDir Path other) throws IOException {
        try (RedisServer replica = RedisServer.start(other, "--replicaof", "127.0.0.1", "" + redis.port())) {
            RoomLog log = await(store.open("hall", "Hall"));
            messages(log, "m", 20);
            String before = log.head().epoch();
            until("the replica has all", () -> row(replica).contains(" 20 "));
            replica.freeze();
            redis.call("CLIENT", "KILL", "TYPE", "replica");
            messages(log, "lost", 5);
            redis.kill9();
            store.close();
            replica.thaw();
            replica.call("REPLICAOF", "NO", "ONE");
            store = open(replica, Durability.DISK);
            log = await(store.open("hall", "Hall"));
            assertThat(log.head().n()).isEqualTo(20);
            assertThat(log.head().epoch()).isNotEqualTo(before);
            assertThat(stored(log, message("other", "text"))).isEqualTo(21);
            assertThat(store.epoch("none")).isNotEqualTo(before);
            store.close();
            store = open(replica, Durability.DISK);
            assertThat(await(store.open("hall", "Hall")).head().epoch())
                    .as("once is enough")
                    .isEqualTo(log.head().epoch());
        }
    }

    private static String row(RedisServer redis) {
        try {
            return redis.call("GET", RedisKeys.of("hall").of(RedisKeys.Part.ROW));
        } catch (IOException e) {
            return "";
        }
    }

    /** All went down together; what was acknowledged is on the disk. */
    @Test
    void aRestartOfEverythingChangesNoEpochWhereEveryWriteIsSynced() throws IOException {
        RoomLog log = await(store.open("hall", "Hall"));
        messages(log, "m", 20);
        Head before = log.head();
        String none = store.epoch("none");
        store.close();
        redis.kill9();
        redis.restart();
        store = open(redis, Durability.DISK);
        assertThat(await(store.open("hall", "Hall")).head()).isEqualTo(before);
        assertThat(store.epoch("none")).isEqualTo(none);
    }

    @Test
    void aRestartOfEverythingChangesEpochsWhereWritesAreNotSynced() throws IOException {
        store.close();
        store = open(redis, Durability.OS);
        RoomLog log = await(store.open("hall", "Hall"));
        messages(log, "m", 20);
        Head before = log.head();
        store.close();
        store = open(redis, Durability.OS);
        assertThat(await(store.open("hall", "Hall")).head())
                .as("of a node alone")
                .isEqualTo(before);
        store.close();
        redis.restart();
        store = open(redis, Durability.OS);
        log = await(store.open("hall", "Hall"));
        assertThat(log.head().n()).isEqualTo(20);
        assertThat(log.head().epoch()).isNotEqualTo(before.epoch());
        assertThat(all(log)).hasSize(20);
    }

    /** What a node knows, open or closed, it has compared: a takeover that lost nothing costs those rooms nothing. */
    @Test
    void whatANodeKnowsKeepsItsEpochForNodesThatDoNot() throws IOException {
        RoomLog log = await(store.open("hall", "Hall"));
        RoomLog closed = await(store.open("closed", "Closed"));
        messages(log, "m", 3);
        messages(closed, "m", 3);
        Head before = closed.head();
        closed.close();
        for (String time : List.of("first", "second")) {
            String none = store.epoch("none");
            takeOver();
            until(time + " era", () -> !store.epoch("hall").equals(none));
            until(
                    "both are stamped",
                    () -> row(redis, "hall").contains(" " + store.epoch("hall") + " ")
                            && row(redis, "closed").contains(" " + store.epoch("closed") + " "));
        }
        try (LogStore fresh = open(redis, Durability.DISK)) {
            assertThat(await(fresh.open("hall", "Hall")).head()).isEqualTo(log.head());
            assertThat(await(fresh.open("closed", "Closed")).head()).isEqualTo(before);
        }
        assertThat(stored(log, message("next", "text"))).isEqualTo(4);
    }

    private static String row(RedisServer redis, String room) {
        try {
            return redis.call("GET", RedisKeys.of(room).of(RedisKeys.Part.ROW));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As a replica that had everything: it was one, and is a primary with an id of its own. */
    private void takeOver() throws IOException {
        redis.call("REPLICAOF", "127.0.0.1", "1");
        redis.call("REPLICAOF", "NO", "ONE");
    }

    @Test
    void nonsenseInAnErasPlaceIsAnEraThatEnded() throws IOException {
        RoomLog log = await(store.open("hall", "Hall"));
        messages(log, "m", 3);
        Head before = log.head();
        redis.call("SET", RedisKeys.era(RedisKeys.of("hall").bucket()), "nonsense");
        until("another era", () -> !store.epoch("hall").equals(before.epoch()));
        until("its rooms are stamped", () -> row(redis, "hall").contains(" " + store.epoch("hall") + " "));
        assertThat(stored(log, message("next", "text"))).isEqualTo(4);
        assertThat(log.head().epoch()).isEqualTo(before.epoch());
    }

    @Test
    void nodesThatLookAtOnceComeToTheSameEras() throws IOException {
        store.close();
        redis.flushEverything();
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        RedisEras eras = new RedisEras(Durability.DISK);
        RedisEras others = new RedisEras(Durability.DISK);
        try (RedisConnection connection = new RedisConnection(address, 5_000);
                RedisConnection beside = new RedisConnection(address, 5_000)) {
            RedisScript.load(connection);
            RedisScript.load(beside);
            eras.look(new Overtaken(connection, () -> others.look(beside, RedisEras.all())), RedisEras.all());
        }
        for (int bucket : RedisEras.all()) {
            assertThat(eras.of(bucket)).isNotEmpty().isEqualTo(others.of(bucket));
        }
    }

    /** Another node has done the same when this one has read what is there, and is about to write. */
    private static final class Overtaken implements RedisWire {
        private final RedisWire wire;
        private final Step other;
        private boolean isOver;

        Overtaken(RedisWire wire, Step other) {
            this.wire = wire;
            this.other = other;
        }

        @Override
        public void send(RedisCommand command) throws IOException {
            if (!isOver && new String(command.words().get(0), StandardCharsets.US_ASCII).equals("EVALSHA")) {
                isOver = true;
                other.run();
            }
            wire.send(command);
        }

        @Override
        public void flush() throws IOException {
            wire.flush();
        }

        @Override
        public Object read() throws IOException {
            return wire.read();
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
