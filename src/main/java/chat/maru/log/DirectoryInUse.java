package chat.maru.log;

import java.io.IOException;
import java.nio.file.Path;

/** Another Maru, in this process or another one, works in the data directory. The message says what to do. */
public final class DirectoryInUse extends IOException {
    private static final long serialVersionUID = 1;

    DirectoryInUse(Path directory) {
        super("The data directory " + directory.toAbsolutePath().normalize()
                + " is in use by another Maru. Stop that one, or set maru.data to another directory.");
    }
}
