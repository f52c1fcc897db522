package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RedisServer;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in a room of two nodes, when one of them is killed. */
class PresenceIT {
    private static final int MEMBERS = 20;
    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAA";

    /** Twice the heartbeat of nodes, which is five seconds; and as much again for a machine that is busy. */
    private static final Duration GONE_MAX = Duration.ofSeconds(2 * 10);

    private static final long SPOKEN_MILLIS = 20_000;

    @TempDir
    private Path data;

    private RedisServer redis;
    private final MaruProcess[] nodes = new MaruProcess[2];

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(Files.createDirectory(data.resolve("redis")));
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = MaruProcess.start(
                    data.resolve("node-" + i),
                    "-Dmaru.log=" + redis.uri(),
                    "-Dmaru.guests=true",
                    "-Dmaru.messagesPerSecondMax=1",
                    "-Dmaru.messagesBurstMax=5");
        }
    }

    @AfterEach
    void stop() {
        for (MaruProcess node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        if (redis != null) {
            redis.close();
        }
    }

    private TestMember join(int node, String members) {
        return TestMember.v1(nodes[node].ws("/chat/hall"), "{\"type\":\"hello\"" + members + "}");
    }

    /** Takes presences until so many are here. */
    private static JsonObject awaitCount(TestMember member, int count) {
        JsonObject presence = member.nextLive("presence");
        while (presence.getInt("count") != count) {
            presence = member.nextLive("presence");
        }
        return presence;
    }

    @Test
    void whoWasOnANodeThatIsKilledIsGoneWithinTwiceTheHeartbeat() {
        try (TestMember watcher = join(0, ",\"name\":\"watcher\"")) {
            for (int i = 0; i < MEMBERS; i++) {
                join(1, ",\"name\":\"member " + i + "\"").skipTo("welcome");
            }
            TestMember tab = join(1, ",\"guest\":\"" + SECRET + "\"");
            TestMember other = join(0, ",\"guest\":\"" + SECRET + "\"");
            tab.skipTo("welcome");
            other.skipTo("welcome");
            awaitCount(watcher, MEMBERS + 2);
            nodes[1].kill9();
            long killed = System.nanoTime();
            JsonObject left = awaitCount(watcher, 2);
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            System.out.printf("PresenceIT: gone %d ms after the kill%n", took.toMillis());
            assertThat(took).isLessThan(GONE_MAX);
            assertThat(left.getJsonArray("left")).hasSize(MEMBERS);
            other.close();
        }
    }

    @Test
    void whoUsesBothNodesMayNotDoTwiceAsMuch() {
        String hello = ",\"guest\":\"" + SECRET + "\"";
        long burst = 2 * 5;
        long perSecond = 2;
        try (TestMember one = join(0, hello);
                TestMember two = join(1, hello);
                TestMember more = join(0, hello);
                TestMember another = join(1, hello)) {
            Map<TestMember, Long> waiting = new LinkedHashMap<>();
            for (TestMember member : List.of(one, two, more, another)) {
                member.skipTo("caughtUp");
                waiting.put(member, 0L);
            }
            long start = System.nanoTime();
            long acked = 0;
            long millis = 0;
            for (int i = 0; millis < SPOKEN_MILLIS; i++) {
                for (Map.Entry<TestMember, Long> speaker : waiting.entrySet()) {
                    if (speaker.getValue() <= millis) {
                        long wait = say(speaker.getKey(), "id-" + i + "-" + acked);
                        acked += wait == 0 ? 1 : 0;
                        speaker.setValue(millis + wait);
                    }
                }
                LockSupport.parkNanos(1_000_000);
                millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            }
            System.out.printf("PresenceIT: %d messages in %d ms by way of two nodes%n", acked, millis);
            assertThat(acked).isBetween(perSecond * millis / 1_000, 2 * burst + perSecond * (millis / 1_000 + 4));
        }
    }

    /** Says something, and gives how many milliseconds to wait where that was too much; else 0. */
    private static long say(TestMember member, String id) {
        member.publish(id, "text");
        while (true) {
            JsonObject answer = member.next();
            String type = answer.getString("type");
            if (type.equals("ack")) {
                return 0;
            }
            if (type.equals("refused")) {
                return Math.max(1, answer.getInt("retryAfterMs"));
            }
        }
    }
}
