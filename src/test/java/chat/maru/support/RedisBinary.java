package chat.maru.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The redis-server that tests run: what {@code MARU_TEST_REDIS} names, else the one on the PATH, else the one that the
 * build has unpacked (pom.xml, redis-server). What was found stands in {@code target/redis}, for whoever has to know
 * whether anything was left out. Immutable.
 *
 * @param path of the executable
 * @param version what it says of itself, for example {@code 7.0.15}
 */
record RedisBinary(Path path, String version) {
    private static final String CHOSEN = "MARU_TEST_REDIS";
    private static final Path UNPACKED = Path.of("target", "redis", "bin");
    private static final Path USED = Path.of("target", "redis", "used.txt");
    private static final Path LEFT_OUT = Path.of("target", "redis", "left-out.txt");
    private static final Pattern VERSION = Pattern.compile("v=((\\d+)\\.(\\d+)\\.\\d+)");

    /** The oldest that a log can be kept in: 6.2. */
    private static final int MAJOR_MIN = 6;

    private static final int MINOR_MIN = 2;
    private static final int ANSWER_SECONDS_MAX = 20;

    /** Looks for it; empty where none runs. */
    static Optional<RedisBinary> find() {
        List<Path> candidates = new ArrayList<>();
        String chosen = System.getenv(CHOSEN);
        if (chosen != null) {
            candidates.add(Path.of(chosen));
        } else {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                candidates.add(Path.of(folder, "redis-server"));
            }
            candidates.add(UNPACKED.resolve("redis-server-" + system() + "-" + processor()));
        }
        Optional<RedisBinary> found = candidates.stream()
                .map(RedisBinary::tried)
                .flatMap(Optional::stream)
                .findFirst();
        if (chosen != null && found.isEmpty()) {
            throw new AssertionError(CHOSEN + " names no redis-server of 6.2 or newer: " + chosen);
        }
        tell(found);
        return found;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "x86" -> "386";
            default -> "none";
        };
    }

    private static Optional<RedisBinary> tried(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        // What was unpacked from a jar has lost this.
        boolean executable = Files.isExecutable(path) || path.toFile().setExecutable(true);
        try {
            Process process = new ProcessBuilder(path.toAbsolutePath().toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes()));
            if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS) || !version.find()) {
                process.destroyForcibly();
                return Optional.empty();
            }
            int major = Integer.parseInt(version.group(2));
            int minor = Integer.parseInt(version.group(3));
            boolean young = major > MAJOR_MIN || major == MAJOR_MIN && minor >= MINOR_MIN;
            return executable && young
                    ? Optional.of(new RedisBinary(path.toAbsolutePath(), version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            // Made for another machine: the next one may be for this.
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void tell(Optional<RedisBinary> found) {
        try {
            Files.createDirectories(USED.getParent());
            if (found.isPresent()) {
                Files.writeString(USED, found.get().path + " " + found.get().version + "\n");
                Files.deleteIfExists(LEFT_OUT);
            } else {
                Files.writeString(LEFT_OUT, "no redis-server of 6.2 or newer runs here\n");
                Files.deleteIfExists(USED);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
