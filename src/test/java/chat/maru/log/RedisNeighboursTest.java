package chat.maru.log;

import static chat.maru.log.Await.await;
import static chat.maru.log.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.support.FaultProxy;
import chat.maru.support.FaultProxy.Direction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes on one Redis say to each other, and the turns of which one gives each. */
class RedisNeighboursTest extends OnRedis {
    private static final long HOUR_MILLIS = 3_600_000;

    private final List<RedisLogStore> stores = new ArrayList<>();

    @BeforeEach
    void forget() throws IOException {
        redis.flushEverything();
    }

    @AfterEach
    void close() throws IOException {
        stores.forEach(RedisLogStore::close);
        redis.call("ACL", "SETUSER", "default", "allchannels");
    }

    private Neighbours node(String uri) throws IOException {
        RedisLogStore store = RedisStores.connect(URI.create(uri), LogStore.Durability.DISK, RedisStores.CHECK_MILLIS);
        stores.add(store);
        return store.neighbours();
    }

    private Neighbours node() throws IOException {
        return node(redis.uri().toString());
    }

    private static void say(Neighbours node, String words) {
        node.say(words.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> hear(Neighbours node) {
        return node.hear().stream()
                .map(words -> new String(words, StandardCharsets.UTF_8))
                .toList();
    }

    /** Each says who it is until both have heard each other. */
    private static void meet(Neighbours one, Neighbours two) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        until("both hear", () -> {
            if (!second.contains(one.self())) {
                say(one, one.self());
            }
            if (!first.contains(two.self())) {
                say(two, two.self());
            }
            // What waits to be said is bounded, and the test's words are to have room.
            LockSupport.parkNanos(20_000_000);
            first.addAll(hear(one));
            second.addAll(hear(two));
            return first.contains(two.self()) && second.contains(one.self());
        });
    }

    /** Everything until the last word, but for what was said to meet. */
    private static List<String> hearUntil(Neighbours node, String last) {
        List<String> heard = new ArrayList<>();
        until(last, () -> {
            heard.addAll(hear(node));
            return heard.contains(last);
        });
        heard.removeIf(words -> !words.startsWith("word"));
        return heard;
    }

    @Test
    void whatOneSaysAllHearInItsOrderAndRedisKeepsNothingOfIt() throws IOException {
        Neighbours one = node();
        Neighbours two = node();
        meet(one, two);
        String size = redis.call("INFO", "persistence").replaceAll("(?s).*aof_current_size:(\\d+).*", "$1");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            words.add("word " + i);
            say(one, "word " + i);
        }
        assertThat(hearUntil(two, "word 49")).isEqualTo(words);
        assertThat(hearUntil(one, "word 49")).as("itself too").isEqualTo(words);
        assertThat(redis.call("INFO", "persistence").replaceAll("(?s).*aof_current_size:(\\d+).*", "$1"))
                .isEqualTo(size);
    }

    @Test
    void nodesOfAnotherDatabaseAreNoneOfOurs() throws IOException {
        Neighbours one = node();
        Neighbours two = node();
        Neighbours other = node(redis.uri() + "/1");
        Neighbours another = node(redis.uri() + "/1");
        meet(one, two);
        meet(other, another);
        say(one, "word here");
        say(other, "word there");
        assertThat(hearUntil(another, "word there")).containsExactly("word there");
        assertThat(hearUntil(two, "word here")).containsExactly("word here");
    }

    @Test
    void whatIsTooLongIsNotSaidAndNotHeard() throws IOException {
        Neighbours one = node();
        Neighbours two = node();
        meet(one, two);
        assertThatThrownBy(() -> one.say(new byte[Neighbours.BYTES_MAX + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        redis.call("PUBLISH", "maru:nodes:0", "word " + "x".repeat(Neighbours.BYTES_MAX));
        say(one, "word");
        assertThat(hearUntil(two, "word")).containsExactly("word");
    }

    @Test
    void whoWasCutHearsAgain() throws IOException {
        try (FaultProxy proxy = FaultProxy.start(redis.uri())) {
            Neighbours cut = node("redis://127.0.0.1:" + proxy.port());
            Neighbours sound = node();
            meet(cut, sound);
            proxy.hold(Direction.TO_SERVER, Direction.TO_CLIENT);
            for (int i = 0; i < 1_000; i++) {
                // More than may wait: neither is kept back by it.
                say(cut, "lost");
            }
            proxy.cutAll(FaultProxy.End.RESET);
            proxy.heal();
            cut.hear();
            sound.hear();
            meet(cut, sound);
            stores.forEach(RedisLogStore::close);
        }
    }

    @Test
    void oneTurnIsGivenByOneNode() throws IOException {
        Neighbours one = node();
        Neighbours two = node();
        assertThat(await(one.claim("hall", "ann", "a", HOUR_MILLIS))).isZero();
        assertThat(await(two.claim("hall", "ann", "b", HOUR_MILLIS))).isBetween(HOUR_MILLIS / 2, HOUR_MILLIS);
        assertThat(await(two.claim("hall", "bob", "b", HOUR_MILLIS))).isZero();
        assertThat(await(two.claim("yard", "ann", "b", HOUR_MILLIS))).isZero();
        assertThat(await(two.claim("hall", "ann", "a", HOUR_MILLIS)))
                .as("the same")
                .isEqualTo(-1);
        two.release("hall", "ann", "b");
        assertThat(await(two.claim("hall", "ann", "b", HOUR_MILLIS)))
                .as("another's turn is not given back")
                .isPositive();
        one.release("hall", "ann", "a");
        until("the turn is free", () -> await(two.claim("hall", "ann", "b", HOUR_MILLIS)) <= 0);
    }

    @Test
    void aTurnThatWasForLongerThanIsAskedForByNowIsOver() throws Exception {
        Neighbours node = node();
        assertThat(await(node.claim("hall", "ann", "a", HOUR_MILLIS))).isZero();
        redis.call("PEXPIRE", RedisKeys.of("hall").turn("ann"), Long.toString(HOUR_MILLIS - 20_000));
        assertThat(await(node.claim("hall", "ann", "b", 30_000))).isBetween(1L, 10_000L);
        assertThat(await(node.claim("hall", "ann", "b", 20_000))).isZero();
        assertThat(await(node.claim("hall", "ann", "c", 20_000))).isBetween(10_000L, 20_000L);
    }

    @Test
    void whatMaruDidNotWriteThereKeepsNobodyWaiting() throws Exception {
        Neighbours node = node();
        redis.call("SET", RedisKeys.of("hall").turn("ann"), "nonsense");
        assertThat(await(node.claim("hall", "ann", "a", HOUR_MILLIS))).isZero();
        redis.call("SET", RedisKeys.of("hall").turn("ann"), "999999999999 b", "PX", "1000000000");
        assertThat(await(node.claim("hall", "ann", "a", HOUR_MILLIS))).isZero();
    }
}
