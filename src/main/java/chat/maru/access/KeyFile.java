package chat.maru.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Keys in a file, which the operator may replace at any time. Used by one thread. */
final class KeyFile implements KeySource {
    private static final String ABSENT = "absent";

    private final Path file;
    private String stamp = ABSENT;

    KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public byte[] read() throws IOException {
        // The stamp first: a change between the two is then seen as one, and read again.
        stamp = stampNow();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("the file is longer than " + BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public boolean hasChanged() {
        return !stamp.equals(stampNow());
    }

    private String stampNow() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
