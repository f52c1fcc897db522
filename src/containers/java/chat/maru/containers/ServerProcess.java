package chat.maru.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One server as a process, with its output in a file. Start scripts that keep a JVM as their child are seen through:
 * {@link #pid} and {@link #terminate} mean that JVM. It ends with {@link #kill}, or with the JVM of the tests.
 */
final class ServerProcess {
    private final Process process;
    private final Path output;
    private final Thread atExit;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.atExit = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts {@code command} in {@code directory}; what it says is appended to {@code output}. */
    static ServerProcess start(Path directory, Path output, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            // What the developer has set is not what is tested.
            builder.environment().keySet().removeIf(name -> name.startsWith("MARU_") || name.contains("JAVA_"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The java that every server is run with. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private ProcessHandle server() {
        return process.descendants().reduce((one, next) -> next).orElse(process.toHandle());
    }

    /** The id of the server's own JVM. */
    long pid() {
        return server().pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. Returns at once. */
    void terminate() {
        server().destroy();
    }

    /** Waits for the end. */
    void awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server did not end within " + deadline.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything that it has written. */
    String output() throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    /** SIGKILL, for it and its children. Returns when it is dead. */
    void kill() {
        end();
        awaitExit(Duration.ofSeconds(20));
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook has run or will.
        }
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
