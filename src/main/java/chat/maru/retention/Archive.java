package chat.maru.retention;

import chat.maru.log.Body;
import chat.maru.log.Chain;
import chat.maru.log.DirectoryInUse;
import chat.maru.log.DirectoryLock;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.protocol.RoomFile;
import chat.maru.room.Follower;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory for entries that rooms keep no longer: a folder for each room, and in it files of lines as in an
 * export, named after the epoch and the first position. Used by one thread.
 *
 * <p>A file holds what lies below the room's first position, and nothing beyond is trusted: what was written but not
 * trimmed, since something failed in between, is cut off and written anew. So no entry is there twice, none is missing,
 * and nothing that was erased meanwhile stays.
 */
public final class Archive implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Archive.class.getName());

    /** Entries written in one go: what may have to be written anew after a crash. */
    static final int ENTRIES_MAX = 4_000;

    private static final int PAGE_ENTRIES = 1_000;
    private static final int PAGE_BYTES = 1 << 20;

    /** A file that has so much is followed by another. */
    private static final long FILE_BYTES = 64L << 20;

    /** No file system takes more than 255; what is longer is cut, and told apart by a checksum. */
    private static final int FOLDER_CHARS_MAX = 150;

    private final Path directory;
    private @Nullable DirectoryLock lock;
    private boolean waits;

    /** @param directory is made if need be */
    public Archive(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
    }

    /** Whether this Maru is the one that may write here; of several, one is, and the others wait for its end. */
    boolean isOurs() throws IOException {
        if (lock != null) {
            return true;
        }
        try {
            lock = DirectoryLock.take(directory);
            waits = false;
            return true;
        } catch (DirectoryInUse e) {
            if (!waits) {
                LOG.log(
                        Level.INFO,
                        "another Maru keeps the archive in {0}; this one leaves old entries to it",
                        directory);
            }
            waits = true;
            return false;
        }
    }

    /**
     * Writes the entries from the room's first up to {@code to}, excluded, at most {@link #ENTRIES_MAX}, and returns
     * when the disk has them.
     *
     * @param head where the room stands
     */
    void add(String room, Follower entries, Head head, long to) throws IOException, InterruptedException {
        Path folder = directory.resolve(folder(room));
        if (!Files.isDirectory(folder)) {
            ArchiveFile.makeFolder(folder);
        }
        ArchiveFile.cut(folder, head, ENTRIES_MAX);
        try (ArchiveFile file = ArchiveFile.open(folder, head, FILE_BYTES)) {
            for (long n = head.first() - 1; n < to - 1; ) {
                Page page = page(entries, head, n, (int) Math.min(PAGE_ENTRIES, to - 1 - n));
                for (Entry entry : page.entries()) {
                    file.add(RoomFile.line(entry));
                }
                n = page.last();
            }
            file.flush();
        }
    }

    private static Page page(Follower entries, Head head, long n, int most) throws IOException, InterruptedException {
        Page page = Stages.await(entries.readAfter(n, most, PAGE_BYTES));
        boolean goesOn = page.after() == n
                && !page.entries().isEmpty()
                && page.head().epoch().equals(head.epoch());
        if (!goesOn) {
            throw new IOException("the room has changed, or cannot be read on");
        }
        return page;
    }

    /** ASCII, for not every system can name a file 한국; and no room's key begins with a dot. */
    static String folder(String room) {
        String name = URLEncoder.encode(room, StandardCharsets.UTF_8);
        return name.length() <= FOLDER_CHARS_MAX
                ? name
                : name.substring(0, FOLDER_CHARS_MAX) + "~" + Chain.hash(new Body(room, "", 0));
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the archive's lock was not let go cleanly", e);
            }
            lock = null;
        }
    }
}
