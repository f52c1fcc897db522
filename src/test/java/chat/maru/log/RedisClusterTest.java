package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.all;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static chat.maru.log.LogUntil.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.LogStore.Durability;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two stores on a real cluster of three masters, as two nodes have them. */
class RedisClusterTest extends OnCluster {
    @Test
    void roomsSpreadOverTheMastersAndAreListedInOneOrder() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            names.add("room" + i);
            stored(open(one, "room" + i), message("m", "text"));
        }
        names.add("\uD83D\uDE00");
        names.add("\uFF21");
        stored(open(one, "\uD83D\uDE00"), message("m", "text"));
        stored(open(one, "\uFF21"), message("m", "text"));
        List<Integer> spread = new ArrayList<>();
        for (RedisServer master : cluster.masters()) {
            spread.add(master.call("KEYS", "*:row").split("\n", -1).length);
        }
        System.out.println("rooms of each master, as shown by KEYS: " + spread);
        assertThat(spread).allSatisfy(rooms -> assertThat(rooms).isGreaterThan(10));
        names.sort((a, b) -> Arrays.compareUnsigned(RedisCommand.bytes(a), RedisCommand.bytes(b)));
        List<String> listed = new ArrayList<>();
        String last = "";
        for (List<Listed> page = await(two.rooms(last, 7)); !page.isEmpty(); page = await(two.rooms(last, 7))) {
            page.forEach(room -> listed.add(room.room()));
            last = listed.get(listed.size() - 1);
        }
        assertThat(listed).isEqualTo(names);
        until("both count them", () -> one.roomCount() == 92 && two.roomCount() == 92);
    }

    @Test
    void anEntryWakesTheOtherNodeWhicheverMasterHasTheRoom() throws IOException {
        closeStores();
        connect(NEVER_MILLIS);
        for (String room : roomOfEach()) {
            RoomLog here = open(one, room);
            RoomLog there = open(two, room);
            for (long n = 1; n <= 3; n++) {
                long wanted = n;
                stored(here, message("m" + n, "text"));
                until("entry " + n + " of " + room, () -> there.head().n() == wanted);
            }
            assertThat(all(there)).isEqualTo(all(here));
        }
    }

    @Test
    void aMasterThatDiesTakesItsRoomsAwayAndNoOthers() throws Exception {
        List<String> rooms = roomOfEach();
        List<RoomLog> logs = new ArrayList<>();
        for (String room : rooms) {
            logs.add(open(one, room));
            messages(logs.get(logs.size() - 1), "m", 10);
        }
        RedisServer dead = cluster.masters().get(1);
        dead.kill9();
        until("it is missed", () -> one.trouble().isPresent());
        assertThat(one.trouble()).get().asString().contains("" + dead.port());
        long longest = 0;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            stored(logs.get(0), message("d" + i, "text"));
            longest = Math.max(longest, System.nanoTime() - start);
            stored(logs.get(2), message("d" + i, "text"));
            assertThat(await(logs.get(1).append(message("d" + i, "text")))).isInstanceOf(Receipt.Refused.class);
        }
        System.out.println("shown: longest append beside a dead master " + longest / 1_000_000 + " ms");
        assertThat(await(logs.get(2).readAfter(0, 100, 1 << 20)).entries()).hasSize(60);
        dead.restart();
        until(
                "it is there again",
                () -> one.trouble().isEmpty() && two.trouble().isEmpty());
        assertThat(stored(logs.get(1), message("after", "text"))).isEqualTo(11);
        RoomLog there = open(two, rooms.get(1));
        until("agreement", () -> there.head().equals(logs.get(1).head()));
        assertThat(all(there)).isEqualTo(all(logs.get(1))).hasSize(11);
    }

    /** One that is frozen takes connections, and says nothing. */
    @Test
    void aMasterThatIsFrozenHoldsUpNoOtherRooms() throws Exception {
        List<String> rooms = roomOfEach();
        RoomLog held = open(one, rooms.get(1));
        RoomLog other = open(one, rooms.get(0));
        messages(held, "m", 3);
        messages(other, "m", 3);
        two.close();
        RedisServer frozen = cluster.masters().get(1);
        frozen.freeze();
        try {
            AtomicInteger said = new AtomicInteger();
            until("others speak while somebody waits for it", () -> {
                held.append(message("h" + said.incrementAndGet(), "text"));
                Optional<Thread> waiting = Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("maru-redis-connector"))
                        .findFirst();
                stored(other, message("o" + said, "text"));
                return waiting.isPresent() && waiting.get().isAlive();
            });
            assertThat(one.trouble()).isPresent();
        } finally {
            frozen.thaw();
        }
        until("it is there again", () -> one.trouble().isEmpty());
    }

    @Test
    void aMasterThatHasForgottenItsScriptsIsGivenThemAgain() throws IOException {
        List<RoomLog> logs = new ArrayList<>();
        for (String room : roomOfEach()) {
            logs.add(open(one, room));
            stored(logs.get(logs.size() - 1), message("before", "text"));
        }
        cluster.each("SCRIPT", "FLUSH");
        for (RoomLog log : logs) {
            until("a place", () -> await(log.append(message("after", "text"))) instanceof Receipt.Stored);
            assertThat(log.head().n()).isEqualTo(2);
        }
    }

    @Test
    void everyMasterHasToBeFitAndIsNamedWhereItIsNot() throws IOException {
        RedisServer unfit = cluster.masters().get(2);
        unfit.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        assertThatThrownBy(() -> RedisStores.connect(cluster.uri(), Durability.DISK, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("" + unfit.port())
                .hasMessageContaining("maxmemory-policy");
        unfit.call("CONFIG", "SET", "maxmemory-policy", "noeviction");
        assertThatThrownBy(() -> RedisStores.connect(unfit.uri(), Durability.DISK, 1_000))
                .hasMessageContaining("redis-cluster://");
    }

    @Test
    void aSlotThatNoMasterHasIsNamed() throws IOException {
        RedisServer owner = cluster.masters().get(2);
        String slot = "" + RedisSlot.of(RedisSlot.tag(RedisSlot.BUCKETS - 1));
        // Its owner first, or it would tell the others again that it has it.
        for (RedisServer master :
                List.of(owner, cluster.masters().get(0), cluster.masters().get(1))) {
            master.call("CLUSTER", "DELSLOTS", slot);
        }
        try {
            assertThatThrownBy(() -> RedisStores.connect(cluster.uri(), Durability.DISK, 1_000))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no master of the cluster has slot " + slot);
        } finally {
            owner.call("CLUSTER", "ADDSLOTS", slot);
        }
    }

    @Test
    void aClusterIsAsFullAsTheFullestOfItsMasters() throws IOException {
        assertThat(await(one.fullness())).as("no bounds").isEmpty();
        for (int i = 0; i < 3; i++) {
            for (RedisServer master : cluster.masters()) {
                boolean isFull = master == cluster.masters().get(i);
                master.call("CONFIG", "SET", "maxmemory", isFull ? "16mb" : "4gb");
            }
            assertThat(await(one.fullness()).orElseThrow().maxBytes()).isEqualTo(16 << 20);
        }
        for (RedisServer master : cluster.masters()) {
            master.call("CONFIG", "SET", "maxmemory", "0");
        }
    }

    @Test
    void slotsAreCountedAsRedisCountsThem() throws IOException {
        for (String key : new String[] {"", "a", "foo{bar}zap", "{}", "한국", "maru:{12}:hall:row", "{a}{b}", "a{b"}) {
            assertThat(RedisSlot.of(key)).as(key).isEqualTo(cluster.slot(key));
        }
    }
}
