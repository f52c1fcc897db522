package chat.maru.resume;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who missed a thousand messages has them soon. The times are printed; only a very slow server fails. */
class CatchUpTest {
    private static final int TIMES = Integer.getInteger("maru.test.catchUps", 20);
    private static final int MISSED = 1_000;
    private static final int SAID_BETWEEN = 20;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private long head;

    @Test
    void aThousandMissedMessagesAllArriveSoon() throws Exception {
        try (EmbeddedMaru maru = EmbeddedMaru.start(data, Frames.NO_HEARTBEAT)) {
            URI room = maru.uri("/chat/away");
            Talker.say(room, MISSED, "said while somebody was away, of a usual length, number");
            head = MISSED;
            report("in a room that everybody had left", catchUps(room));
            try (WireSocket resident = WireSocket.connect(room)) {
                resident.send("{\"type\":\"hello\"}");
                report("in a room that is in use", catchUps(room));
            }
        }
    }

    private List<Long> catchUps(URI room) throws IOException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            Talker.say(room, SAID_BETWEEN, "and more");
            head += SAID_BETWEEN;
            nanos.add(catchUp(room));
        }
        assertThat(nanos).allMatch(time -> time < DEADLINE.toNanos());
        return nanos.stream().sorted().toList();
    }

    /** Nanoseconds from hello to caughtUp, with all that was missed in between. */
    private long catchUp(URI room) throws IOException {
        try (WireSocket socket = WireSocket.connect(room)) {
            long start = System.nanoTime();
            socket.send("{\"type\":\"hello\",\"after\":{\"n\":" + (head - MISSED) + "}}");
            long next = head - MISSED + 1;
            while (true) {
                for (JsonObject object : Frames.objects(socket.read())) {
                    if (object.getString("type").equals("message")) {
                        assertThat(object.getInt("n")).isEqualTo((int) next++);
                    } else if (object.getString("type").equals("caughtUp")) {
                        assertThat(next).isEqualTo(head + 1);
                        return System.nanoTime() - start;
                    }
                }
            }
        }
    }

    private static void report(String where, List<Long> sorted) {
        System.out.printf(
                "CatchUpTest, %s: %d times %d messages, hello to caughtUp p50 %d ms, p95 %d ms, longest %d ms%n",
                where, sorted.size(), MISSED, millis(sorted, 50), millis(sorted, 95), millis(sorted, 100));
    }

    private static long millis(List<Long> sorted, int percent) {
        return TimeUnit.NANOSECONDS.toMillis(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }
}
