package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.LogFixture.edit;
import static chat.maru.log.LogFixture.message;
import static chat.maru.log.LogFixture.messages;
import static chat.maru.log.LogFixture.stored;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rubbish where no checksum looks makes its room read-only, and leaves the others and the connections alone. */
class RedisDamageTest extends OnRedis {
    private static final int NEVER_MILLIS = 3_600_000;
    private static final RedisKeys KEYS = RedisKeys.of("hall");

    private RedisLogStore store;
    private RoomLog log;
    private RoomLog other;
    private Set<String> connections;

    @BeforeEach
    void connect() throws IOException {
        redis.flushEverything();
        store = RedisStores.connect(redis.uri(), LogStore.Durability.DISK, NEVER_MILLIS);
        log = await(store.open("hall", "Hall"));
        other = await(store.open("other", "Other"));
        messages(log, "m", 5);
        messages(other, "m", 5);
        assertThat(await(log.read("ann"))).isZero();
        connections = connections();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        redis.call("ACL", "SETUSER", "default", "allchannels");
    }

    private static Set<String> connections() throws IOException {
        Set<String> found = listed();
        // What a test has asked for itself is gone by the second time.
        found.retainAll(listed());
        return found;
    }

    private static Set<String> listed() throws IOException {
        return Pattern.compile("^id=([0-9]+) .* cmd=(?!client)", Pattern.MULTILINE)
                .matcher(redis.call("CLIENT", "LIST", "TYPE", "normal"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private void assertOnlyTheHallIsReadOnly() throws IOException {
        assertThat(log.head().readOnly()).isTrue();
        assertThat(await(log.append(message("late", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
        assertThat(other.head().readOnly()).isFalse();
        assertThat(stored(other, message("n", "text"))).isEqualTo(6);
        assertThat(store.trouble()).isEmpty();
        assertThat(connections()).as("none was given up").containsAll(connections);
    }

    @Test
    void anIdWithoutAPosition() throws IOException {
        redis.call("ZADD", KEYS.of(Part.IDS), "0", RedisKeys.id("ann", "x") + "nonsense");
        assertThat(await(log.append(message("x", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
        assertOnlyTheHallIsReadOnly();
    }

    @Test
    void anIdThatIsTooShortForOne() throws IOException {
        redis.call("ZADD", KEYS.of(Part.IDS), "0", RedisKeys.id("ann", "x") + "1");
        assertThat(await(log.append(message("x", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
        assertOnlyTheHallIsReadOnly();
    }

    @Test
    void anotherTypeInTheIdsPlace() throws IOException {
        redis.call("SET", KEYS.of(Part.IDS), "nonsense");
        assertThat(await(log.append(message("x", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
        assertOnlyTheHallIsReadOnly();
    }

    @Test
    void aNoteOfATrimThatIsNone() throws IOException {
        for (String nonsense : List.of("nonsense", "1 2 3", "1 2 3 x", "1 2 3 4 5")) {
            redis.call("DEL", KEYS.of(Part.TRIMS));
            redis.call("RPUSH", KEYS.of(Part.TRIMS), nonsense);
            await(log.trim(3));
            assertThat(log.head().first()).as(nonsense).isEqualTo(1);
        }
        assertOnlyTheHallIsReadOnly();
    }

    @Test
    void anErasedPositionThatIsNone() throws IOException {
        try (LogStore writing = RedisStores.connect(redis.uri(), LogStore.Durability.DISK, NEVER_MILLIS)) {
            RoomLog there = await(writing.open("hall", "Hall"));
            redis.call("ACL", "SETUSER", "default", "resetchannels");
            redis.call("CLIENT", "KILL", "TYPE", "pubsub");
            stored(there, message("six", "text"));
        }
        try (RedisConnection connection =
                new RedisConnection(RedisAddress.parse(redis.uri().toString()), 2_000)) {
            String heads = KEYS.of(Part.HEADS);
            List<?> found = (List<?>) connection.call(RedisCommand.of("XRANGE", heads, "6-0", "6-0"));
            byte[] head = (byte[]) ((List<?>) ((List<?>) found.get(0)).get(1)).get(1);
            connection.call(RedisCommand.of("XDEL", heads, "6-0"));
            connection.call(RedisCommand.of("XSETID", heads, "5-0"));
            connection.call(RedisCommand.of("XADD", heads, "6-0", "h", head, "e", "1,nonsense"));
        }
        assertThat(log.head().n()).isEqualTo(5);
        assertThat(await(log.append(message("x", "text")))).isEqualTo(new Refused(Reason.READ_ONLY));
        assertOnlyTheHallIsReadOnly();
    }

    @Test
    void anEditWithoutAPositionEndsHistoryThere() throws IOException {
        stored(log, edit("e", 2, "other text"));
        redis.call("ZADD", KEYS.of(Part.ABOUT), "0", RedisKeys.about(Kind.EDIT, 2) + "nonsense");
        store.close();
        store = RedisStores.connect(redis.uri(), LogStore.Durability.DISK, NEVER_MILLIS);
        log = await(store.open("hall", "Hall"));
        History history = await(log.history(Range.before(0), RoomLog.NOBODY, 100, 1 << 20));
        assertThat(history.damagedAt()).isEqualTo(2);
        assertThat(LogFixture.positions(history)).containsExactly(3L, 4L, 5L);
        assertThat(await(store.rooms("", 10))).hasSize(2);
    }

    @Test
    void anIdWithoutAPositionDoesNotEndTheListOfAnAuthorsRooms() throws IOException {
        redis.call("ZADD", KEYS.of(Part.IDS), "0", RedisKeys.id("ann", "0") + "nonsense");
        assertThat(await(store.roomsOf("ann", "", 10))).extracting(Listed::room).containsExactly("hall", "other");
    }
}
