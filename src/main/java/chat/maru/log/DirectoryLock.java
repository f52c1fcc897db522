package chat.maru.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one owner, of whatever process. The operating system lets go of it when the process ends,
 * however it ends. Not thread-safe.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "maru.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks {@code directory}, which must exist.
     *
     * @throws DirectoryInUse when it has another owner
     */
    public static DirectoryLock take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException e) {
            // Another store of this very process: that it is refused is all there is to say.
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new DirectoryInUse(directory);
        }
        return new DirectoryLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
