package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Stored;
import chat.maru.support.RedisMasters;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A slot of a cluster moves to another master while nodes use its rooms. */
class RedisSlotMoveTest extends OnCluster {
    @Test
    void aSlotThatMovesUnderTwoNodesLosesNothingAndDoublesNothing() throws Exception {
        RoomLog here = open(one, "hall");
        RoomLog there = open(two, "hall");
        messages(here, "before", 50);
        String row = RedisKeys.of("hall").of(RedisKeys.Part.ROW);
        RedisServer from = cluster.masterOf(row);
        RedisServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Map<Long, String>> first = CompletableFuture.supplyAsync(() -> speak(here, "a", isOver));
        CompletableFuture<Map<Long, String>> second = CompletableFuture.supplyAsync(() -> speak(there, "b", isOver));
        migrate(cluster.slot(row), from, to, there);
        long moved = there.head().n();
        until("both speak at the new place", () -> there.head().n() > moved + 100);
        isOver.set(true);
        Map<Long, String> acked = new TreeMap<>(first.get());
        acked.putAll(second.get());
        until("agreement", () -> here.head().equals(there.head()));
        assertThat(cluster.masterOf(row)).isSameAs(to);
        List<Entry> entries = all(here);
        assertThat(all(there)).isEqualTo(entries);
        assertThat(entries).extracting(Entry::id).doesNotHaveDuplicates();
        assertThat(entries).hasSize(50 + acked.size());
        acked.forEach((n, id) -> assertThat(entries.get((int) (n - 1)).id()).isEqualTo(id));
        System.out.println("shown: " + entries.size() + " entries, the slot moved at " + moved);
        assertThat(one.trouble()).isEmpty();
    }

    /** Says one thing after another, each again until it is stored. */
    private static Map<Long, String> speak(RoomLog log, String prefix, AtomicBoolean isOver) {
        Map<Long, String> acked = new TreeMap<>();
        for (int i = 0; !isOver.get(); i++) {
            String id = prefix + i;
            until("a place for " + id, () -> {
                if (await(log.append(message(id, "text of " + id))) instanceof Stored stored) {
                    acked.put(stored.position().n(), id);
                    return true;
                }
                return false;
            });
        }
        return acked;
    }

    /** Key by key, while both speak in between. */
    private void migrate(int slot, RedisServer from, RedisServer to, RoomLog log) throws IOException {
        to.call("CLUSTER", "SETSLOT", "" + slot, "IMPORTING", RedisMasters.id(from));
        from.call("CLUSTER", "SETSLOT", "" + slot, "MIGRATING", RedisMasters.id(to));
        long seen = log.head().n();
        until("they speak while it is about to move", () -> log.head().n() > seen + 20);
        for (String key :
                from.call("CLUSTER", "GETKEYSINSLOT", "" + slot, "1000").split("\n", -1)) {
            from.call("MIGRATE", "127.0.0.1", "" + to.port(), key, "0", "5000");
        }
        long there = log.head().n();
        until("they speak where it has been taken to", () -> log.head().n() > there + 20);
        for (RedisServer master : List.of(to, from)) {
            master.call("CLUSTER", "SETSLOT", "" + slot, "NODE", RedisMasters.id(to));
        }
        until("the cluster knows it", () -> {
            try {
                return cluster.masterOf("{" + RedisSlot.tag(RedisKeys.of("hall").bucket()) + "}") == to;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void aRoomWhoseSlotHasMovedStillWakesTheOtherNode() throws Exception {
        closeStores();
        connect(NEVER_MILLIS);
        RoomLog here = open(one, "hall");
        RoomLog there = open(two, "hall");
        stored(here, message("a", "text"));
        until("the first", () -> there.head().n() == 1);
        String row = RedisKeys.of("hall").of(RedisKeys.Part.ROW);
        RedisServer from = cluster.masterOf(row);
        RedisServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
        int slot = cluster.slot(row);
        to.call("CLUSTER", "SETSLOT", "" + slot, "IMPORTING", RedisMasters.id(from));
        from.call("CLUSTER", "SETSLOT", "" + slot, "MIGRATING", RedisMasters.id(to));
        for (String key :
                from.call("CLUSTER", "GETKEYSINSLOT", "" + slot, "1000").split("\n", -1)) {
            from.call("MIGRATE", "127.0.0.1", "" + to.port(), key, "0", "5000");
        }
        for (RedisServer master : List.of(to, from)) {
            master.call("CLUSTER", "SETSLOT", "" + slot, "NODE", RedisMasters.id(to));
        }
        stored(here, message("b", "text"));
        until("what was said meanwhile", () -> there.head().n() == 2);
        until("it listens there", () -> listeners(to) == 2);
        stored(here, message("c", "text"));
        until("what is said then", () -> there.head().n() == 3);
    }

    private static int listeners(RedisServer master) {
        try {
            return Integer.parseInt(
                    master.call("PUBSUB", "SHARDNUMSUB", RedisKeys.of("hall").channel())
                            .replaceFirst("(?s).*\n", ""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
