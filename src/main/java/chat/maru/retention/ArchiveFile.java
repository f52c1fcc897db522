package chat.maru.retention;

import chat.maru.log.Head;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The file of a room's archive that is written on. Used by one thread, for the entries of one trim. */
final class ArchiveFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ArchiveFile.class.getName());
    private static final String ENDING = ".ndjson";

    private final Path path;
    private final FileChannel channel;
    private final OutputStream out;
    private final boolean isNew;

    private ArchiveFile(Path path, boolean isNew) throws IOException {
        this.path = path;
        this.isNew = isNew;
        channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (isNew) {
            guard(path, "rw-------");
        }
        out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /** Makes the folder of a room, so that it outlives a power cut. */
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        guard(folder, "rwx------");
        Path parent = folder.getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** What people said lies open here: it is nobody's but the server's, where the file system knows such a thing. */
    private static void guard(Path path, String permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException e) {
            // Windows: the directory's own rules are inherited.
            return;
        }
    }

    private static void sync(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /**
     * Cuts off what the room still has: it was written and then not trimmed.
     *
     * @param head where the room stands
     * @param entriesMax how much that can be; where there is more, the room is not the one that was archived, and
     *     nothing is cut
     */
    static void cut(Path folder, Head head, int entriesMax) throws IOException {
        for (Optional<Path> last = last(folder, head); last.isPresent(); last = last(folder, head)) {
            try (FileChannel lines = FileChannel.open(last.get(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ArchiveEnd end = ArchiveEnd.of(lines, head.first());
                if (end.newest() > Math.min(head.n(), head.first() + entriesMax)) {
                    throw new IOException(last.get() + " holds entries up to " + end.newest()
                            + ", but the room begins at "
                            + head.first() + " and ends at " + head.n() + ": an older copy of the store seems to have"
                            + " been put back. Move the room's archive elsewhere");
                }
                if (end.bytes() > 0) {
                    if (end.bytes() < lines.size()) {
                        lines.truncate(end.bytes());
                        lines.force(true);
                    }
                    return;
                }
            }
            Files.delete(last.get());
        }
    }

    /** The newest file of the room's epoch. */
    private static Optional<Path> last(Path folder, Head head) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isOf(file, head.epoch())).max(Path::compareTo);
        }
    }

    private static boolean isOf(Path file, String epoch) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(epoch + "-") && name.endsWith(ENDING);
    }

    /** The file that entries from {@code head.first} on belong into: the last, or a new one. */
    static ArchiveFile open(Path folder, Head head, long fileBytesMax) throws IOException {
        Optional<Path> last = last(folder, head);
        if (last.isPresent()) {
            try (FileChannel lines = FileChannel.open(last.get(), StandardOpenOption.READ)) {
                long newest = ArchiveEnd.of(lines, head.first()).last();
                if (newest == head.first() - 1 && lines.size() < fileBytesMax) {
                    return new ArchiveFile(last.get(), false);
                }
                if (newest < head.first() - 1) {
                    LOG.log(
                            Level.WARNING,
                            "{0} ends at {1}, and the room begins at {2}: what lies between is not in this archive",
                            last.get(),
                            newest,
                            head.first());
                }
            }
        }
        String name = String.format(Locale.ROOT, "%s-%016d%s", head.epoch(), head.first(), ENDING);
        return new ArchiveFile(folder.resolve(name), true);
    }

    void add(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** Returns when the disk has all that was added. */
    void flush() throws IOException {
        out.flush();
        channel.force(true);
        Path folder = path.getParent();
        if (isNew && folder != null) {
            sync(folder);
        }
    }

    @Override
    public void close() throws IOException {
        // Not the stream: what could not be written must not be tried again.
        channel.close();
    }
}
