package chat.maru.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Where public keys are read from. Used by one thread. */
interface KeySource {
    /** The most bytes that are read. */
    int BYTES_MAX = 1 << 18;

    static KeySource of(URI location) {
        return "file".equalsIgnoreCase(location.getScheme()) ? new KeyFile(Path.of(location)) : new KeyUrl(location);
    }

    /** All of it. Fails when it is longer than {@link #BYTES_MAX}. */
    byte[] read() throws IOException, InterruptedException;

    /** Whether it is known to be another one than at the last {@link #read}. */
    boolean hasChanged();
}
