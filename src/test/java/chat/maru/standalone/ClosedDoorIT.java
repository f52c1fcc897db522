package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where rooms are granted, nobody who is not let in can tell a closed room from one that does not exist. */
class ClosedDoorIT {
    private static final int TRIES = 200;

    /** 5 ms are promised; ten times that on a busy machine. */
    private static final long DIFFERENCE_MICROS_MAX = 50_000;

    @TempDir
    static Path data;

    private static MaruProcess maru;

    @BeforeAll
    static void start() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Dmaru.newRooms=granted", "-Dmaru.administrators=u:root"));
        String[] settings = TestTokens.settings();
        for (int i = 0; i < settings.length; i += 2) {
            options.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        maru = MaruProcess.start(data, options.toArray(String[]::new));
        String hello = "{\"type\":\"hello\",\"token\":\"" + TestTokens.of("root", Map.of()) + "\"}";
        try (TestMember root = TestMember.v1(maru.ws("/chat/closed"), hello)) {
            root.next("welcome");
            root.publish("a", "for few");
            root.skipTo("ack");
            root.send("{\"type\":\"set\",\"id\":\"b\",\"key\":\"door\",\"value\":\"invited\"}");
            root.skipTo("ack");
        }
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void theCloseIsTheSameAndTakesAsLong() {
        compare("a WebSocket", room -> {
            try (TestMember guest = TestMember.v1(maru.ws("/chat/" + room), "{\"type\":\"hello\"}")) {
                String close = guest.closeCode() + " " + guest.closeReason();
                assertThat(close).isEqualTo("4507 notAllowed");
                guest.assertExhausted();
                return close;
            }
        });
    }

    @Test
    void theGlanceIsTheSameAndTakesAsLong() {
        compare("REST", room -> {
            RawHttp answer = RawHttp.get(maru.http("/"), "/api/v1/rooms?room=" + room);
            assertThat(answer.status()).isEqualTo(200);
            return answer.body();
        });
    }

    private static void compare(String wire, Asking asking) {
        try {
            List<Long> closed = new ArrayList<>();
            List<Long> missing = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                long began = System.nanoTime();
                String ofClosed = asking.ask("closed");
                long between = System.nanoTime();
                String ofMissing = asking.ask("absent");
                missing.add(System.nanoTime() - between);
                closed.add(between - began);
                assertThat(ofMissing.replace("absent", "closed")).isEqualTo(ofClosed);
            }
            long micros = Math.abs(median(closed) - median(missing)) / 1_000;
            System.out.println("closed and missing by " + wire + ": " + median(closed) / 1_000 + " and "
                    + median(missing) / 1_000 + " microseconds, medians of " + TRIES);
            assertThat(micros).isLessThan(DIFFERENCE_MICROS_MAX);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long median(List<Long> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    private interface Asking {
        String ask(String room) throws IOException;
    }
}
