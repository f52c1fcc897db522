package chat.maru.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The WAR, unpacked: {@code <maru.data>/run/war-<content>/} with {@code server/} (the server's jars) and
 * {@code webapp/} (everything else). Classes load from plain jars several times faster than from jars inside a file.
 *
 * <p>The name derives from the content, so whoever writes here writes the same bytes: each file appears by an atomic
 * move, one that is there with its full size is kept, and processes that start at once do not disturb each other.
 * Immutable.
 *
 * @param war the file to unpack
 * @param path where to
 */
record RunDirectory(Path war, Path path) {
    private static final String PREFIX = "war-";
    private static final int NAME_BYTES = 8;
    private static final String SERVER = "WEB-INF/server/";

    /** The launcher is read from the WAR itself: no copy of it in what is served. */
    private static final String LAUNCHER = "chat/maru/standalone/";

    static RunDirectory of(Path war, Path data) throws CannotStart {
        return new RunDirectory(war, data.resolve("run").resolve(PREFIX + contentName(war)));
    }

    Path webapp() {
        return webapp(path);
    }

    /** Where {@link #fill} puts the web application below a run directory. */
    static Path webapp(Path directory) {
        return directory.resolve("webapp");
    }

    /** Unpacks what is not there yet. */
    void fill() throws IOException {
        try (ZipFile zip = new ZipFile(war.toFile())) {
            for (ZipEntry entry : entries(zip)) {
                unpack(zip, entry, target(entry.getName()));
            }
        }
    }

    List<Path> serverJars() throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("server"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Deletes what other versions of the WAR left beside this directory. Only for a process that knows that no other
     * one runs on this data. What cannot be deleted stays: it costs space, nothing else.
     */
    static void deleteOthers(Path directory) {
        Path parent = Objects.requireNonNull(directory.getParent());
        try (Stream<Path> siblings = Files.list(parent)) {
            siblings.filter(path -> !path.equals(directory))
                    .filter(path -> String.valueOf(path.getFileName()).startsWith(PREFIX))
                    .forEach(RunDirectory::deleteTree);
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("chat.maru.standalone").log(System.Logger.Level.INFO, "kept in {0}: {1}", parent, e);
        }
    }

    private static void deleteTree(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path target(String name) throws IOException {
        Path target = name.startsWith(SERVER)
                ? path.resolve("server").resolve(name.substring(SERVER.length()))
                : webapp().resolve(name);
        if (!target.normalize().startsWith(path)) {
            throw new IOException("the WAR holds an entry outside of itself: " + name);
        }
        return target;
    }

    /** The size is compared, since a power cut may leave a file that has its name but not its bytes. */
    private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        if (Files.exists(target) && Files.size(target) == entry.getSize()) {
            return;
        }
        Path directory = Objects.requireNonNull(target.getParent());
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "unpack-", ".part");
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static List<ZipEntry> entries(ZipFile zip) {
        return zip.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith(LAUNCHER))
                .toList();
    }

    /** Derived from the names, sizes and checksums that the WAR lists, which is much faster than reading it all. */
    private static String contentName(Path war) throws CannotStart {
        try (ZipFile zip = new JarFile(war.toFile(), false)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                digest.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(entry.getSize())
                        .putLong(entry.getCrc())
                        .array());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (IOException e) {
            throw new CannotStart("cannot read " + war + ": " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
