package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The HTTP request that becomes a WebSocket, and its answer. Stateless. */
final class Handshake {
    private static final int KEY_BYTES = 16;
    private static final int HEAD_MAX = 16_384;

    private Handshake() {}

    static ByteBuffer request(Dialect dialect, String room, int member, int port) {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        StringBuilder head = new StringBuilder("GET ")
                .append(dialect.target(room, member))
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(port)
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: ")
                .append(Base64.getEncoder().encodeToString(key))
                .append("\r\n");
        dialect.headers().forEach(line -> head.append(line).append("\r\n"));
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Takes the head of the answer from {@code in}; whether it was there as a whole.
     *
     * @throws IllegalStateException when it is no 101
     */
    static boolean accept(ByteBuffer in) {
        int start = in.position();
        for (int i = start; i + 4 <= in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n') {
                byte[] head = new byte[i - start];
                in.get(head);
                in.position(i + 4);
                String text = new String(head, StandardCharsets.US_ASCII);
                if (!text.startsWith("HTTP/1.1 101")) {
                    throw new IllegalStateException(
                            "the handshake was answered: " + text.lines().toList());
                }
                return true;
            }
        }
        if (in.remaining() > HEAD_MAX) {
            throw new IllegalStateException("the handshake's answer does not end");
        }
        return false;
    }
}
