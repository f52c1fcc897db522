package chat.maru.bench.peer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine that a peer runs on. Stateless.
 *
 * @param program its file name
 * @param debianPackage what brings it on Debian
 */
record Tool(String program, String debianPackage) {
    static final Tool NODE = new Tool("node", "nodejs");
    static final Tool NPM = new Tool("npm", "npm");
    static final Tool MAVEN = new Tool("mvn", "maven");
    static final Tool NGINX = new Tool("nginx", "nginx-light");
    static final Tool REDIS = new Tool("redis-server", "redis-server");

    /** Debian's own interpreter: another one on the path would not see Debian's modules. */
    static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String SYSTEM_PROGRAMS = "/usr/sbin";

    /** Where it is; fails in one line that says what to install. */
    Path path() throws IOException {
        return found().orElseThrow(() ->
                new IOException(program + " is missing: apt-get install --no-install-recommends " + debianPackage));
    }

    /** Where it is, or its bare name when it is nowhere. */
    String anywhere() {
        return found().map(Path::toString).orElse(program);
    }

    /** What it says, in one line, or that it is missing. */
    String says(String... arguments) {
        return found().map(path -> say(Stream.concat(Stream.of(path.toString()), Stream.of(arguments))
                        .toArray(String[]::new)))
                .orElse("missing");
    }

    /** The java of the harness itself, so that all JVM peers run on the same one. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The version of an installed Debian package, or {@code missing}. */
    static String debian(String name) {
        String version = say("dpkg-query", "-W", "-f", "${Version}", name);
        return version.isEmpty() || version.startsWith("dpkg-query") ? "missing" : version;
    }

    private Optional<Path> found() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SYSTEM_PROGRAMS;
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static String say(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (BufferedReader words = process.inputReader(StandardCharsets.UTF_8)) {
                String first = words.readLine();
                words.transferTo(Writer.nullWriter());
                return first == null ? "" : first.strip();
            }
        } catch (IOException e) {
            return "missing";
        }
    }
}
