package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Maru's web application, as the WAR has it, in another embedded server than the WAR's own. Settings, Java flags and
 * wire are those of peer {@code maru}, so that what differs is the server. Stateless.
 */
abstract class MaruElsewhere implements Peer {
    private static final Path WAR = Path.of("target", "maru.war");

    /** Of the WAR alone: its own server's jars, and the launcher at its root. */
    private static final List<String> LEFT_OUT = List.of("WEB-INF/server/", "chat/");

    private final Workshop workshop;
    private final String mainClass;
    private final Peer maru;

    /**
     * @param mainClass of the launcher in {@code bench/peers/<name>}
     * @param maru the same on its own server
     */
    MaruElsewhere(String name, String mainClass, Peer maru) {
        this.workshop = new Workshop(name);
        this.mainClass = mainClass;
        this.maru = maru;
    }

    @Override
    public final String name() {
        return workshop.name();
    }

    @Override
    public final String readyPath() {
        return maru.readyPath();
    }

    @Override
    public final Dialect dialect() {
        return maru.dialect();
    }

    @Override
    public final void prepare() throws IOException, InterruptedException {
        maru.prepare();
        workshop.build(List.of(Tool.MAVEN.path().toString(), "-q", "-B", "-ntp", "package"));
        unpack();
    }

    @Override
    public final List<Long> serverJars() throws IOException {
        try (Stream<Path> jars = Files.list(jars())) {
            List<Long> sizes = new ArrayList<>();
            for (Path jar : jars.toList()) {
                sizes.add(Files.size(jar));
            }
            return sizes;
        }
    }

    /** Everything that the server needs, the APIs among it, which the runnable WAR has from its own server too. */
    private Path jars() {
        return workshop.directory().resolve("target").resolve("dependency");
    }

    /** The command line of Maru, with another class path and main class instead of the WAR. */
    @Override
    public final Launch launch(int port, Path work) throws IOException {
        Launch usual = maru.launch(port, work);
        List<String> command =
                new ArrayList<>(usual.command().subList(0, usual.command().indexOf("-jar")));
        Path built = workshop.directory().resolve("target");
        command.addAll(List.of(
                "-cp",
                built.resolve("classes") + ":" + jars().resolve("*"),
                mainClass,
                Integer.toString(port),
                webapp().toString()));
        return new Launch(command, usual.environment(), usual.directory());
    }

    private Path webapp() {
        return workshop.directory().resolve("webapp");
    }

    /** Unless what is there came from the WAR of the same time. */
    private void unpack() throws IOException {
        Path stamp = workshop.directory().resolve("webapp.txt");
        String time = Files.getLastModifiedTime(WAR).toString();
        if (Files.exists(stamp) && Files.readString(stamp).equals(time)) {
            return;
        }
        deleteTree(webapp());
        try (ZipFile zip = new ZipFile(WAR.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                unpack(zip, all.nextElement());
            }
        }
        Files.writeString(stamp, time);
    }

    private void unpack(ZipFile zip, ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory() || LEFT_OUT.stream().anyMatch(name::startsWith)) {
            return;
        }
        Path target = webapp().resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
