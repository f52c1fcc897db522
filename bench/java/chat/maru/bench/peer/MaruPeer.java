package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Maru's runnable WAR, with the limits for strangers raised, since all members come from one machine and one of them
 * publishes everything. Fsync and everything else are as delivered.
 */
final class MaruPeer implements Peer {
    private static final Path WAR = Path.of("target", "maru.war");
    private static final Path POM = Path.of("pom.xml");
    private static final Pattern VERSION = Pattern.compile("<artifactId>maru</artifactId>\\s*<version>([^<]+)<");

    /** The heap of every peer on a Java virtual machine, and the flags of Maru's image. A later one wins. */
    private static final List<String> FLAGS = List.of(
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-XX:MaxNewSize=64m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:TieredStopAtLevel=1");

    private static final String COLLECTOR = "-XX:\\+Use\\w+GC";

    private static final int PLENTY = 1_000_000;
    private static final List<String> RAISED = List.of(
            "maru.messagesPerSecondMax",
            "maru.messagesBurstMax",
            "maru.handshakesPerSecondMax",
            "maru.handshakesBurstMax",
            "maru.connectionsPerAddressMax",
            "maru.unidentifiedPerAddressMax");

    private final String name;
    private final String title;
    private final Dialect dialect;
    private final List<String> flags;
    private final List<String> more;

    /**
     * @param flags of the Java virtual machine
     * @param more settings, each as {@code name=value}
     */
    MaruPeer(String name, String title, Dialect dialect, List<String> flags, List<String> more) {
        this.name = name;
        this.title = title;
        this.dialect = dialect;
        this.flags = flags(flags);
        this.more = more;
    }

    /**
     * A second collector would keep the Java virtual machine from starting, so the last one takes the others' place.
     */
    private static List<String> flags(List<String> more) {
        List<String> all = new ArrayList<>(FLAGS);
        for (String flag : more) {
            all.removeIf(flag.matches(COLLECTOR) ? each -> each.matches(COLLECTOR) : flag::equals);
            all.add(flag);
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "Maru " + version() + ", " + title;
    }

    private static String version() {
        try {
            Matcher found = VERSION.matcher(Files.readString(POM));
            return found.find() ? found.group(1) : "of unknown version";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> settings() {
        return Stream.of(
                        flags.stream(),
                        Stream.of("maru.guests=true"),
                        RAISED.stream().map(setting -> setting + "=" + PLENTY),
                        more.stream())
                .flatMap(list -> list)
                .toList();
    }

    @Override
    public void prepare() throws IOException {
        if (!Files.exists(WAR)) {
            throw new IOException("There is no " + WAR + "; bench/run builds it.");
        }
    }

    @Override
    public List<Long> serverJars() throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            return war.stream()
                    .filter(entry -> entry.getName().matches("WEB-INF/server/.*\\.jar"))
                    .map(ZipEntry::getSize)
                    .toList();
        }
    }

    @Override
    public Launch launch(int port, Path work) {
        List<String> command = new ArrayList<>(List.of(Tool.java()));
        command.addAll(flags);
        settings().stream().filter(setting -> setting.startsWith("maru.")).forEach(each -> command.add("-D" + each));
        command.add("-Dmaru.port=" + port);
        command.add("-Dmaru.data=" + work.resolve("data").toAbsolutePath());
        command.addAll(List.of("-jar", WAR.toAbsolutePath().toString()));
        return new Launch(command, Map.of(), work);
    }

    @Override
    public String readyPath() {
        return "/health/ready";
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }
}
