package chat.maru.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a peer is fetched and built: its few files lie in {@code bench/peers/<name>} and are copied to
 * {@code target/bench/peers/<name>}, so that nothing fetched comes near the sources. Both are below the directory that
 * the harness is started in, the project's root. For one thread at a time.
 *
 * @param name of the peer
 */
record Workshop(String name) {
    private static final int SAID_LINES_MAX = 15;
    private static final String STAMP = "built.txt";

    /** What a peer is made of, as committed. */
    Path sources() {
        return Path.of("bench", "peers", name).toAbsolutePath();
    }

    /** Where it is built, and run from. */
    Path directory() {
        return Path.of("target", "bench", "peers", name).toAbsolutePath();
    }

    /** What the first group of {@code pattern} finds in a file below the project's root, such as a version. */
    static String find(String file, String pattern) {
        try {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return found.find() ? found.group(1) : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    /**
     * Copies the sources and runs a command beside the copies, unless just that has succeeded before.
     *
     * @param command program and arguments; none if the copies are all that is needed
     */
    void build(List<String> command) throws IOException, InterruptedException {
        String stamp = stamp(command);
        Path written = directory().resolve(STAMP);
        if (Files.exists(written) && Files.readString(written).equals(stamp)) {
            return;
        }
        copy();
        if (!command.isEmpty()) {
            run(command);
        }
        Files.writeString(written, stamp);
    }

    private String stamp(List<String> command) throws IOException {
        StringBuilder all = new StringBuilder(String.join(" ", command)).append('\n');
        for (Path source : files()) {
            all.append(source.getFileName()).append('\n').append(Files.readString(source));
        }
        return all.toString();
    }

    private void copy() throws IOException {
        for (Path source : files()) {
            Path copy = directory().resolve(sources().relativize(source));
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(source));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(sources())) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path said = directory().resolve("build.log");
        Process process = new ProcessBuilder(command)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
            throw new IOException(name + ": " + String.join(" ", command) + " failed:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - SAID_LINES_MAX), lines.size())));
        }
    }
}
