package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crowd comes in one after the other, and nobody of it is turned away. */
class PacedEndpointIT {
    private static final int CROWD = 1_200;
    private static final int BURST = 16;
    private static final int PER_SECOND = 600;
    private static final int DEADLINE_MILLIS = 60_000;

    @TempDir
    Path data;

    @Test
    void aCrowdIsLetInAtAPaceAndEverybodyOfItIsServed() throws IOException {
        try (MaruProcess maru = MaruProcess.start(data, "-XX:ActiveProcessorCount=1")) {
            URI uri = maru.ws("/health/live");
            byte[] request = ("GET /health/live HTTP/1.1\r\nHost: " + uri.getAuthority()
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            long begin = System.nanoTime();
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Socket socket = new Socket();
                crowd.add(socket);
                socket.setSoTimeout(DEADLINE_MILLIS);
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), DEADLINE_MILLIS);
                socket.getOutputStream().write(request);
            }
            for (Socket socket : crowd) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200 ");
                socket.close();
            }
            // Nine tenths, since a thread that waits may wake early.
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofMillis((CROWD - BURST) * 900L / PER_SECOND));
        }
    }
}
