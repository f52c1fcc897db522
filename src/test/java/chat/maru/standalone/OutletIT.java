package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.Jcmd;
import chat.maru.support.MaruProcess;
import chat.maru.support.WireSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out through Tomcat's own parts: it is taken, and what Tomcat sends meanwhile breaks no frame. */
class OutletIT {
    private static final int READERS = 8;
    private static final int MESSAGES = 1_500;
    private static final int PINGS_AT_ONCE = 20;
    private static final int PING = 0x89;
    private static final int MASKED = 0x80;
    private static final Pattern POSITION = Pattern.compile("\"type\":\"message\",\"n\":(\\d+)");

    @TempDir
    Path data;

    @Test
    void framesAndPongsLeaveWholeAndInOrderByTomcatsOwnSocket() throws IOException {
        try (MaruProcess maru = MaruProcess.start(data, "-Xmx512m", "-XX:+UseSerialGC")) {
            URI room = maru.ws("/chat/outlet");
            try (Speaker speaker = new Speaker(room)) {
                List<CompletableFuture<List<Long>>> heard = new ArrayList<>();
                List<WireSocket> sockets = new ArrayList<>();
                for (int i = 0; i < READERS; i++) {
                    WireSocket socket = WireSocket.connect(room);
                    socket.send("{\"type\":\"hello\",\"after\":{\"n\":0}}");
                    sockets.add(socket);
                    heard.add(CompletableFuture.supplyAsync(() -> positions(socket)));
                }
                // From one character to frames that no socket takes at once.
                speaker.say(MESSAGES, n -> "방".repeat((int) (n * n % 3_900) + 1));
                for (CompletableFuture<List<Long>> reader : heard) {
                    assertThat(reader.orTimeout(WireSocket.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                                    .join())
                            .hasSize(MESSAGES)
                            .isSorted()
                            .doesNotHaveDuplicates();
                }
                assertThat(new Jcmd(maru.pid()).instances("chat.maru.endpoint.TomcatOutlet"))
                        .isEqualTo(READERS + 1);
                for (WireSocket socket : sockets) {
                    socket.close();
                }
            }
            assertThat(maru.output()).doesNotContain("portable way");
        }
    }

    /** Reads every message, and pings as fast as it reads. A frame that is broken by another ends this. */
    private static List<Long> positions(WireSocket socket) {
        List<Long> positions = new ArrayList<>();
        try {
            while (positions.size() < MESSAGES) {
                socket.sendRaw(pings());
                Matcher matcher = POSITION.matcher(socket.read());
                while (matcher.find()) {
                    positions.add(Long.parseLong(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            throw new AssertionError("after " + positions.size() + " messages", e);
        }
        return positions;
    }

    private static byte[] pings() {
        byte[] said = "still there?".getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + said.length];
        frame[0] = (byte) PING;
        frame[1] = (byte) (MASKED | said.length);
        // The mask is 0.
        System.arraycopy(said, 0, frame, 6, said.length);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < PINGS_AT_ONCE; i++) {
            frames.writeBytes(frame);
        }
        return frames.toByteArray();
    }
}
