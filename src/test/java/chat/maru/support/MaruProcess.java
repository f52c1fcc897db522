package chat.maru.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The runnable WAR as a process of its own, on a free port of 127.0.0.1. It ends with {@link #close}, and with this JVM
 * even if that is killed: the server is told to end with its parent. Thread-safe.
 */
public final class MaruProcess implements AutoCloseable {
    /** How long a start or an end may take. Ten times what it takes on a busy machine. */
    public static final Duration DEADLINE = Duration.ofSeconds(40);

    private static final String OPEN = "Maru is open: ";

    private final Process process;
    private final Output output = new Output();
    private final CompletableFuture<URI> open = new CompletableFuture<>();
    private final Thread reader;
    private final Thread atExit;

    private MaruProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        this.reader = output.read(
                process,
                "maru-process-output",
                this::heard,
                () -> open.completeExceptionally(new IOException("the process ended before it was open")));
    }

    /** Starts it and waits until it is open. */
    public static MaruProcess start(Path data, String... options) throws IOException {
        return start(war(), data, options);
    }

    /** The same with another WAR than the one that was built. */
    public static MaruProcess start(Path war, Path data, String... options) throws IOException {
        return opened(launch(war, data, Unhurried.settings(), options));
    }

    /** The same with the limits that it has when nobody sets any. */
    public static MaruProcess startAsDelivered(Path data, String... options) throws IOException {
        return opened(launch(war(), data, Map.of(), options));
    }

    private static MaruProcess opened(MaruProcess maru) {
        try {
            maru.open.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
            return maru;
        } catch (RuntimeException e) {
            maru.close();
            throw new AssertionError("the server did not open; it said:\n" + maru.output(), e);
        }
    }

    /** Starts it and does not wait. Options such as {@code -Dmaru.port=80} come after the defaults and win. */
    public static MaruProcess launch(Path data, String... options) throws IOException {
        return launch(war(), data, Unhurried.settings(), options);
    }

    /** The WAR that was built. */
    public static Path war() {
        return Path.of(System.getProperty("maru.test.war", "target/maru.war")).toAbsolutePath();
    }

    private static MaruProcess launch(Path war, Path data, Map<String, String> settings, String... options)
            throws IOException {
        if (!Files.isRegularFile(war)) {
            throw new AssertionError("the WAR is not built: " + war);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dmaru.port=0");
        settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.add("-Dmaru.data=" + data);
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", war.toString(), "serve-with-parent"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the developer has set is not what is tested, and a JVM that picks up options says so on its output.
        builder.environment().keySet().removeIf(name -> name.startsWith("MARU_") || name.contains("JAVA_"));
        return new MaruProcess(builder.start());
    }

    private void heard(String line) {
        if (line.startsWith(OPEN)) {
            open.complete(URI.create(line.substring(OPEN.length()).strip()));
        }
    }

    /** Where it listens, for example {@code http("/health/live")}. */
    public URI http(String path) {
        return open.join().resolve(path);
    }

    /** Where a room is, for example {@code ws("/chat/lobby")}. */
    public URI ws(String path) {
        return URI.create(http(path).toString().replaceFirst("^http", "ws"));
    }

    public int port() {
        return http("/").getPort();
    }

    public long pid() {
        return process.pid();
    }

    /** The processor time that it has taken so far, as the system counts it: in steps of 10 ms on Linux. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it wrote so far, standard output and standard error as they came. */
    public String output() {
        return output.text();
    }

    /** SIGKILL: nothing in the process learns of it. Returns when it is dead. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit(DEADLINE);
    }

    /** SIGTERM. Returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end and for all of its output, and gives the exit code. */
    public int awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process did not end within " + deadline + "; it said:\n" + output());
            }
            reader.join(DEADLINE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill9();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is ending, and the hook has run or will.
        }
    }
}
