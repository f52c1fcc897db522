package chat.maru.log;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Draws the salts of bodies, many at a time because each draw has a fixed cost. Thread-safe. */
final class Salts {
    private static final int DRAWN_BYTES = 4096;

    private final SecureRandom random = new SecureRandom();
    private final byte[] bytes = new byte[DRAWN_BYTES];
    private final ByteBuffer drawn = ByteBuffer.wrap(bytes).position(DRAWN_BYTES);

    synchronized long next() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(bytes);
            drawn.rewind();
        }
        return drawn.getLong();
    }
}
