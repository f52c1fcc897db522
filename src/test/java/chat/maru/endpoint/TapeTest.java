package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.Entry;
import chat.maru.log.Mark;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.RoomLog;
import chat.maru.protocol.Limits;
import chat.maru.protocol.MaruV1;
import chat.maru.protocol.PlainWire;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import chat.maru.room.Cursors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whoever reads from a tape gets what the log has, wherever they stand, and whoever reads beside them. */
class TapeTest {
    private static final int ENTRIES = 700;
    private static final int READERS = 12;
    private static final int FRAMES_MAX = 256;

    private final MemoryLogStore store = new MemoryLogStore(10_000, 1 << 26, Clock.systemUTC());
    private final RoomLog log = now(store.open("hall", "Hall"));

    @Test
    void everyReaderGetsWhatTheLogHasWhereverItStands() {
        long seed = Long.getLong("maru.test.seed", System.nanoTime());
        System.out.printf("TapeTest: seed %d (repeat with -Dmaru.test.seed)%n", seed);
        Random random = new Random(seed);
        for (Wire wire : List.of(new MaruV1(Limits.DEFAULT), new PlainWire(Limits.DEFAULT))) {
            for (int framesMax : new int[] {1, FRAMES_MAX}) {
                readBesideEachOther(wire, framesMax, random);
            }
        }
    }

    private void readBesideEachOther(Wire wire, int framesMax, Random random) {
        Tape tape = new Tape(wire, Limits.DEFAULT);
        List<Cursor> cursors = new ArrayList<>();
        List<Long> begun = new ArrayList<>();
        List<StringBuilder> heard = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            long n = (long) (random.nextDouble() * log.head().n());
            begun.add(n);
            cursors.add(Cursors.at(log, n));
            heard.add(new StringBuilder());
        }
        long end = log.head().n() + ENTRIES;
        while (log.head().n() < end) {
            append(random);
            int reader = random.nextInt(READERS);
            read(tape, wire, cursors.get(reader), framesMax, heard.get(reader), random.nextInt(4));
            if (random.nextInt(50) == 0) {
                tape.rest();
            }
        }
        for (int i = 0; i < READERS; i++) {
            read(tape, wire, cursors.get(i), framesMax, heard.get(i), Integer.MAX_VALUE);
            assertThat(cursors.get(i).n()).isEqualTo(end);
            assertThat(heard.get(i).toString()).isEqualTo(expected(wire, begun.get(i), end));
        }
    }

    private void append(Random random) {
        String id = Long.toString(log.head().n());
        Draft draft = random.nextInt(5) == 0 && log.head().n() > 0
                ? Draft.reaction("ann", "Ann", id, 1, new Mark("👍" + id, true))
                : Draft.message("ann", "Ann", id, (random.nextBoolean() ? "방" : "x").repeat(length(random)), 0);
        now(log.append(draft));
    }

    private static int length(Random random) {
        return random.nextInt(20) == 0 ? 1 + random.nextInt(3_900) : 1 + random.nextInt(200);
    }

    private static void read(Tape tape, Wire wire, Cursor cursor, int framesMax, StringBuilder heard, int times) {
        for (int i = 0; i < times; i++) {
            Optional<Strip> strip = tape.next(cursor, framesMax);
            if (strip.isEmpty()) {
                return;
            }
            List<String> frames = frames(strip.get());
            assertThat(strip.get().isEmpty()).isEqualTo(frames.isEmpty());
            assertThat(strip.get().isEmpty() ? List.of() : strip.get().texts()).isEqualTo(frames);
            if (!wire.hasHello()) {
                assertThat(frames).hasSizeLessThanOrEqualTo(framesMax);
                frames.forEach(heard::append);
            } else if (!frames.isEmpty()) {
                String frame = frames.get(0);
                assertThat(frame.getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(Limits.DEFAULT.outboundBytesMax());
                // An array's inside and the comma that would follow.
                heard.append(frame, 1, frame.length() - 1).append(',');
            }
        }
    }

    /** Every frame of a strip, as a client reads it off its socket. */
    private static List<String> frames(Strip strip) {
        List<String> frames = new ArrayList<>();
        if (strip.isEmpty()) {
            return frames;
        }
        List<ByteBuffer> buffers = new ArrayList<>();
        strip.addTo(buffers);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            bytes.writeBytes(copy);
        }
        byte[] all = bytes.toByteArray();
        for (int at = 0; at < all.length; ) {
            int payload = FrameHeader.payloadBytes(all, at);
            at += FrameHeader.bytes(payload);
            frames.add(new String(all, at, payload, StandardCharsets.UTF_8));
            at += payload;
        }
        return frames;
    }

    private String expected(Wire wire, long after, long end) {
        StringBuilder expected = new StringBuilder();
        for (long n = after; n < end; ) {
            for (Entry entry : now(log.readAfter(n, 100, 1 << 20)).entries()) {
                String object = wire.entry(entry, log.head().epoch());
                expected.append(object).append(wire.hasHello() ? "," : "");
                n = entry.n();
            }
        }
        return expected.toString();
    }

    @Test
    void whatWasErasedIsOnNoTape() {
        Tape tape = new Tape(new MaruV1(Limits.DEFAULT), Limits.DEFAULT);
        now(log.append(Draft.message("ann", "Ann", "a", "a secret", 0)));
        assertThat(tape.next(Cursors.at(log, 0), 1).orElseThrow().texts().get(0))
                .contains("a secret");

        now(log.append(Draft.delete("ann", "Ann", "b", 1, "", false)));

        assertThat(tape.next(Cursors.at(log, 0), 1).orElseThrow().texts().get(0))
                .contains("\"deleted\":true", "\"type\":\"delete\"")
                .doesNotContain("a secret");
    }

    @Test
    void whoHasToBeToldOfAGapFirstGetsNothing() {
        Tape tape = new Tape(new MaruV1(Limits.DEFAULT), Limits.DEFAULT);
        Cursor cursor = Cursors.at(log, 0);
        now(log.append(Draft.message("ann", "Ann", "a", "one", 0)));
        now(log.append(Draft.message("ann", "Ann", "b", "two", 0)));
        now(log.trim(2));

        assertThat(tape.next(cursor, 1)).isEmpty();
        assertThat(cursor.n()).isZero();
        assertThat(tape.next(Cursors.at(log, 1), 1)).isPresent();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
