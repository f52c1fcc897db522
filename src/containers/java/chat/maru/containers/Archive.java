package chat.maru.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A server's distribution: a zip with one directory at its top. Stateless. */
final class Archive {
    private Archive() {}

    /** Unpacks what is below the top directory into {@code directory}, which is emptied before. */
    static void unpack(Path zip, Path directory) throws IOException {
        delete(directory);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                int top = entry.getName().indexOf('/') + 1;
                Path to = directory.resolve(entry.getName().substring(top)).normalize();
                if (!to.startsWith(directory)) {
                    throw new IOException(entry.getName() + " leads out of " + directory);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /** Deletes a directory with everything in it; nothing when it is not there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Puts a copy into place in one step, so that no server finds half a file, and with a new time. */
    static void putInPlace(Path file, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        Path half = place.resolveSibling("." + place.getFileName() + ".half");
        Files.copy(file, half, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(half, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis()));
        Files.move(half, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
