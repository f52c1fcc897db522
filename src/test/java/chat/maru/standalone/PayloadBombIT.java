package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that are small to send and dear to read: each costs little, and the room goes on. */
class PayloadBombIT {
    private static final int MEMBERS = 5;

    /**
     * Processor time and not time on the clock, so that a busy machine hardly changes it; ten times the goal, since a
     * slow one does. What is dear beyond all measure takes seconds.
     */
    private static final Duration CPU_MAX = Duration.ofMillis(500);

    /** The system counts in steps of 10 ms, so that one throw says nothing. */
    private static final int THROWS = 10;

    private static final int FRAME_BYTES = 65_536;

    @TempDir
    private Path data;

    private MaruProcess maru;
    private final List<TestMember> room = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        maru = MaruProcess.start(data, "-Dmaru.frameBytesMax=" + FRAME_BYTES, "-Dmaru.blockedWords=spam,광고");
        for (int i = 0; i < MEMBERS; i++) {
            room.add(join());
        }
    }

    private TestMember join() {
        TestMember member = TestMember.v1(maru.ws("/chat/hall"), "{\"type\":\"hello\"}");
        member.next("welcome");
        return member;
    }

    @AfterEach
    void stop() {
        room.forEach(TestMember::close);
        maru.close();
    }

    private static String publish(String text) {
        return "{\"type\":\"publish\",\"id\":\"b\",\"text\":\"" + text + "\"}";
    }

    private static Map<String, String> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("arrays in arrays", "[".repeat(60_000));
        bombs.put("objects in objects", "{\"a\":".repeat(12_000));
        bombs.put("depth in a field", "{\"type\":\"ping\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");
        bombs.put("a number of many digits", "{\"type\":\"read\",\"n\":" + "9".repeat(60_000) + "}");
        bombs.put("a huge exponent", "{\"type\":\"read\",\"n\":1e1000000000}");
        bombs.put("a huge negative exponent", "{\"type\":\"read\",\"n\":1e-1000000000}");
        bombs.put("a huge exponent in an unknown field", "{\"type\":\"ping\",\"x\":1e999999999}");
        bombs.put("an exponent of many digits", "{\"type\":\"read\",\"n\":1e" + "9".repeat(50_000) + "}");
        bombs.put(
                "keys that collide",
                IntStream.range(0, 1 << 12)
                        .mapToObj(i -> "\"" + colliding(i, 12) + "\":0")
                        .collect(Collectors.joining(",", "{\"type\":\"ping\",", "}"))
                        .substring(0, FRAME_BYTES - 4_000));
        bombs.put(
                "keys that collide, whole",
                IntStream.range(0, 1 << 10)
                        .mapToObj(i -> "\"" + colliding(i, 10) + "\":0")
                        .collect(Collectors.joining(",", "{\"type\":\"ping\",", "}")));
        bombs.put("one key many times", "{" + "\"type\":\"ping\",".repeat(4_000) + "\"type\":\"ping\"}");
        bombs.putAll(texts());
        return bombs;
    }

    private static Map<String, String> texts() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("a lone surrogate", publish("\\ud800"));
        bombs.put("many lone surrogates", publish("\\udc00".repeat(9_000)));
        bombs.put("NUL", publish("\\u0000"));
        bombs.put("bidi", publish("\u202e\u2066".repeat(5_000)));
        bombs.put("zalgo", publish("a" + "\u0301\u0328\u0316".repeat(8_000)));
        bombs.put("a zalgo name", "{\"type\":\"name\",\"name\":\"a" + "\u0301\u0328".repeat(14_000) + "\"}");
        bombs.put(
                "marks out of order", "{\"type\":\"name\",\"name\":\"a" + "\u0315\u0300\u05ae".repeat(10_000) + "\"}");
        bombs.put("ligatures that grow", "{\"type\":\"name\",\"name\":\"" + "\ufdfa".repeat(20_000) + "\"}");
        bombs.put("a text that grows", publish("\ufdfa".repeat(1_300)));
        bombs.put(
                "an emoji of many parts",
                "{\"type\":\"react\",\"id\":\"b\",\"of\":1,\"on\":true,\"emoji\":\"" + "👩\u200d".repeat(8_000)
                        + "\"}");
        bombs.put(
                "a long member",
                "{\"type\":\"moderate\",\"id\":\"b\",\"act\":\"ban\",\"member\":\"" + "x".repeat(60_000) + "\"}");
        bombs.put(
                "a long range",
                "{\"type\":\"moderate\",\"id\":\"b\",\"act\":\"ban\",\"member\":\"x\",\"addresses\":\""
                        + "1.".repeat(30_000) + "\"}");
        bombs.put("a long token", "{\"type\":\"token\",\"token\":\"" + "e.".repeat(30_000) + "\"}");
        bombs.put("blanks", " ".repeat(FRAME_BYTES - 1));
        bombs.put("escapes", publish("\\u0061".repeat(10_000)));
        bombs.put("a frame of a megabyte", publish("x".repeat(1 << 20)));
        bombs.put("a name of a megabyte", "{\"type\":\"name\",\"name\":\"" + "x".repeat(1 << 20) + "\"}");
        return bombs;
    }

    /** {@code Aa} and {@code BB} have one hash, and so have all that are made of them. */
    private static String colliding(int number, int bits) {
        return IntStream.range(0, bits)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    @Test
    void eachCostsLittleAndEverybodyStillHearsEverybody() {
        say("warm");
        // What is compiled once is not what a bomb costs.
        bombs().values().forEach(this::cost);
        Duration worst = Duration.ZERO;
        String dearest = "";
        for (Map.Entry<String, String> bomb : bombs().entrySet()) {
            Duration cost = cost(bomb.getValue());
            if (cost.compareTo(worst) > 0) {
                worst = cost;
                dearest = bomb.getKey();
            }
            assertThat(cost).as(bomb.getKey()).isLessThanOrEqualTo(CPU_MAX);
            say("after " + bomb.getKey());
        }
        System.out.println("bombs: " + bombs().size() + ", the dearest (" + dearest + ") took " + worst.toMillis()
                + " ms of the server, a ping " + cost("{\"type\":\"ping\"}").toMillis()
                + " ms, each with its handshake and hello; means of " + THROWS);
    }

    /** What the server takes for it, collecting its garbage included. */
    private Duration cost(String bomb) {
        Duration before = maru.cpu();
        for (int i = 0; i < THROWS; i++) {
            throwIn(bomb);
        }
        return maru.cpu().minus(before).dividedBy(THROWS);
    }

    /**
     * By one who comes for it, and waits until it is answered; what is too large is not, and TCP decides what is heard.
     */
    private void throwIn(String bomb) {
        try (TestMember thrower = join()) {
            WebSocket socket = thrower.socket();
            try {
                socket.sendText(bomb, true).join();
                socket.sendText("{\"type\":\"ping\"}", true).join();
            } catch (CompletionException e) {
                // Hung up on while it was still throwing; a reset may have come before the close frame.
                return;
            }
            if (bomb.length() <= FRAME_BYTES) {
                thrower.awaitOrClose("pong");
            }
        }
    }

    private void say(String text) {
        room.get(0).publish(text.replace(' ', '-'), text);
        for (TestMember member : room) {
            while (!member.skipTo("message").getString("text").equals(text)) {
                assertThat(member.isOpen()).isTrue();
            }
        }
    }
}
