package chat.maru.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The decoder meets everything: it gives a frame or a refusal, and never anything else. */
class JsonTextTest {
    private static final int INPUTS = Integer.getInteger("maru.test.inputs", 20_000);
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final long HEAP_GROWTH_BYTES_MAX = 16 << 20;
    private static final int COLLECTIONS = 3;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"type\"",
        "\"publish\"",
        "\"hello\"",
        "\"history\"",
        "\"text\"",
        "\"id\"",
        "\"message\"",
        "\"after\"",
        "\"n\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "1",
        "-1",
        "1e400",
        "9007199254740993",
        "null",
        "true",
        " ",
        "\\",
        "한국",
        "\ud83d",
        "\"a\"",
        "{\"n\":1}",
        "1e1000000000",
        "0.1"
    };

    private Set<Thread> threads;
    private long heap;

    @BeforeEach
    void lookAround() {
        threads = Thread.getAllStackTraces().keySet();
        heap = heapInUse();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.isAlive() && !threads.contains(thread)))
                .as("threads left behind, seed %d", SEED)
                .isEmpty();
        long growth = heapInUse() - heap;
        System.out.printf("JsonTextTest: the heap grew by %d KiB over %d texts%n", growth >> 10, INPUTS);
        assertThat(growth).as("bytes left behind, seed %d", SEED).isLessThanOrEqualTo(HEAP_GROWTH_BYTES_MAX);
    }

    private static long heapInUse() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    void anyTextIsAFrameOrARefusalOnBothWires() {
        SplittableRandom random = new SplittableRandom(SEED);
        Wire[] wires = {new PlainWire(Limits.DEFAULT), new MaruV1(Limits.DEFAULT)};
        int frames = 0;
        for (int i = 0; i < INPUTS; i++) {
            JsonText text = JsonText.parse(random.nextBoolean() ? pieces(random) : object(random));
            assertThat(text.object() == null).as("seed %d", SEED).isNotEqualTo(text.refusal() == null);
            for (Wire wire : wires) {
                ClientFrame frame = wire.decode(text);
                assertThat(frame).as("seed %d", SEED).isNotNull();
                frames += frame instanceof ClientFrame.Invalid ? 0 : 1;
            }
        }
        System.out.println("decoder: " + INPUTS + " texts from seed " + SEED + ", " + frames + " of them frames");
        assertThat(frames)
                .as("some inputs must be good, or the generator proves nothing")
                .isPositive();
    }

    private static String pieces(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String object(SplittableRandom random) {
        StringBuilder text = new StringBuilder("{\"type\":").append(PIECES[7 + random.nextInt(4)]);
        for (int members = random.nextInt(5); members > 0; members--) {
            text.append(',').append(PIECES[11 + random.nextInt(5)]).append(':').append(PIECES[15 + random.nextInt(17)]);
        }
        return text.append('}').toString();
    }

    @Test
    void whatIsWrittenIsReadBackExactlyWhateverTheText() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append((char) random.nextInt(0x10000));
            }
            String json =
                    new JsonWriter().begin().member("t", text.toString()).end().toString();
            assertThat(Utf8.hasLoneSurrogate(json))
                    .as("a lone surrogate must leave escaped")
                    .isFalse();
            JsonText read = JsonText.parse(json);
            assertThat(read.object().getString("t")).isEqualTo(text.toString());
        }
    }
}
