package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a room's archive: which one is written on, and how much of it is believed. */
class ArchiveFileTest {
    private static final int TURN_ENTRIES = 10;
    private static final long PLENTY_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private static Head head(long first, long n) {
        return new Head("epoch", first, n, n, 0, 0, false);
    }

    private static String line(long n) {
        return "{\"n\":" + n + ",\"kind\":\"message\"}";
    }

    /** Writes what a turn does, up to {@code to}, excluded. */
    private void archive(Head head, long to, long fileBytesMax) throws IOException {
        ArchiveFile.cut(folder, head, TURN_ENTRIES);
        try (ArchiveFile file = ArchiveFile.open(folder, head, fileBytesMax)) {
            for (long n = head.first(); n < to; n++) {
                file.add(line(n));
            }
            file.flush();
        }
    }

    private Path file(long from) {
        return folder.resolve(String.format(Locale.ROOT, "epoch-%016d.ndjson", from));
    }

    private static List<String> lines(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(ArchiveFileTest::line).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aFileThatHasEnoughIsFollowedByAnother() throws IOException {
        archive(head(1, 30), 4, PLENTY_BYTES);
        archive(head(4, 30), 6, Files.size(file(1)) + 1);
        archive(head(6, 30), 8, Files.size(file(1)));
        assertThat(files()).containsExactly(file(1), file(6));
        assertThat(file(1)).hasContent(String.join("\n", lines(1, 5)));
        assertThat(file(6)).hasContent(String.join("\n", lines(6, 7)));
    }

    @Test
    void theFileThatBeginsLastIsWrittenOnHoweverManyDigitsThatHas() throws IOException {
        archive(head(1, 30), 9, PLENTY_BYTES);
        archive(head(9, 30), 10, 1);
        archive(head(10, 30), 12, 1);
        archive(head(12, 30), 14, PLENTY_BYTES);
        assertThat(files()).containsExactly(file(1), file(9), file(10));
        assertThat(Files.readAllLines(file(10))).isEqualTo(lines(10, 13));
    }

    @Test
    void aFileOfWhichNothingWasTrimmedGoesAndTheOneBeforeIsWrittenOn() throws IOException {
        archive(head(1, 30), 5, PLENTY_BYTES);
        archive(head(5, 30), 8, 1);
        assertThat(files()).containsExactly(file(1), file(5));
        archive(head(5, 30), 9, PLENTY_BYTES);
        assertThat(files()).containsExactly(file(1));
        assertThat(Files.readAllLines(file(1))).isEqualTo(lines(1, 8));
    }

    @Test
    void noMoreIsCutOffThanATurnWritesAndTheRoomHas() throws IOException {
        archive(head(1, 30), 5, PLENTY_BYTES);
        archive(head(5, 30), 5 + TURN_ENTRIES, PLENTY_BYTES);
        assertThatThrownBy(() -> ArchiveFile.cut(folder, head(5, 13), TURN_ENTRIES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds entries up to 14, but the room begins at 5 and ends at 13");
        assertThatThrownBy(() -> ArchiveFile.cut(folder, head(3, 30), TURN_ENTRIES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds entries up to 14, but the room begins at 3 and ends at 30");
        assertThat(Files.readAllLines(file(1))).isEqualTo(lines(1, 14));
        ArchiveFile.cut(folder, head(5, 14), TURN_ENTRIES);
        assertThat(Files.readAllLines(file(1))).isEqualTo(lines(1, 4));
        ArchiveFile.cut(folder, head(2, 14), TURN_ENTRIES);
        assertThat(Files.readAllLines(file(1))).isEqualTo(lines(1, 1));
    }

    @Test
    void muchIsCutOffToTheByte() throws IOException {
        archive(head(1, 30), 5, PLENTY_BYTES);
        try (ArchiveFile file = ArchiveFile.open(folder, head(5, 30), PLENTY_BYTES)) {
            for (long n = 5; n < 15; n++) {
                file.add("{\"n\":" + n + ",\"content\":\"" + "x".repeat(20_000) + "\"}");
            }
            file.flush();
        }
        ArchiveFile.cut(folder, head(5, 30), TURN_ENTRIES);
        assertThat(Files.readAllLines(file(1))).isEqualTo(lines(1, 4));
    }

    @Test
    void nobodyButTheServersUserCanReadIt() throws IOException {
        Path room = folder.resolve("room");
        ArchiveFile.makeFolder(room);
        archive(head(1, 30), 2, PLENTY_BYTES);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(room)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(1))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theDiskHasWhatIsAddedItsNameAndItsFolder() throws IOException {
        Path room = folder.resolve("room");
        List<Path> forced = forced(() -> {
            ArchiveFile.makeFolder(room);
            try (ArchiveFile file = ArchiveFile.open(room, head(1, 30), PLENTY_BYTES)) {
                file.add(line(1));
                file.flush();
            }
        });
        assertThat(forced).containsExactly(folder, room.resolve(file(1).getFileName()), room);
        archive(head(1, 30), 3, PLENTY_BYTES);
        assertThat(forced(() -> archive(head(2, 30), 3, PLENTY_BYTES)))
                .as("cut off, and added to")
                .containsExactly(file(1), file(1));
    }

    /** What the JVM has written through to the disk meanwhile, in this order. */
    private List<Path> forced(Step act) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            act.run();
            recording.stop();
            Path events = folder.resolve("forced.jfr");
            try {
                recording.dump(events);
                return RecordingFile.readAllEvents(events).stream()
                        .filter(event -> event.getThread().getJavaThreadId()
                                == Thread.currentThread().getId())
                        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                        .map(event -> Path.of(event.getString("path")))
                        .toList();
            } finally {
                Files.delete(events);
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
