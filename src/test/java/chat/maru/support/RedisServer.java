package chat.maru.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real redis-server as a process of its own, on a free port of 127.0.0.1, with a directory of the test's. Unless told
 * otherwise it keeps what it has acknowledged: every write is synced, and nothing is evicted. It ends with
 * {@link #close}, and with this JVM even if that is killed. Where no redis-server runs, {@link #start} skips the test.
 * One thread at a time.
 */
public final class RedisServer implements AutoCloseable {
    /** How long a start or an end may take. Ten times what it takes on a busy machine. */
    public static final Duration DEADLINE = Duration.ofSeconds(40);

    private static final String READY = "Ready to accept connections";

    /** Below the ports that systems give to whoever does not care, so that nobody takes it during a restart. */
    private static final int PORT_FIRST = 20_000;

    private static final int PORT_LAST = 32_000;
    private static final int TRIES_MAX = 20;

    private final RedisBinary binary;
    private final Path directory;
    private final int port;
    private final Output output = new Output();
    private List<String> options;
    private Process process;
    private Tether tether;

    private RedisServer(RedisBinary binary, Path directory, int port, List<String> options) throws IOException {
        this.binary = binary;
        this.directory = directory.toAbsolutePath();
        this.port = port;
        this.options = options;
        launch();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param directory where its files go; what lies there is loaded
     * @param options as on its command line, for example {@code "--appendonly", "no"}; they win over the defaults
     */
    public static RedisServer start(Path directory, String... options) throws IOException {
        RedisBinary binary = RedisBinary.find().orElse(null);
        Assumptions.assumeTrue(binary != null, "no redis-server runs here");
        for (int left = TRIES_MAX; ; left--) {
            int port = ThreadLocalRandom.current().nextInt(PORT_FIRST, PORT_LAST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                port = free.getLocalPort();
            } catch (IOException e) {
                if (left == 0) {
                    throw e;
                }
                continue;
            }
            return new RedisServer(binary, directory, port, List.of(options));
        }
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.path().toString()));
        command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--dir", directory.toString(), "--daemonize", "no", "--save", ""));
        command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
        command.addAll(List.of("--maxmemory-policy", "noeviction"));
        command.addAll(options);
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        tether = new Tether(started, "-KILL");
        CompletableFuture<Void> ready = new CompletableFuture<>();
        output.read(
                started,
                "redis-output",
                line -> {
                    if (line.contains(READY)) {
                        ready.complete(null);
                    }
                },
                () -> ready.completeExceptionally(new IOException("the process ended before it was ready")));
        try {
            ready.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            close();
            throw new AssertionError("redis-server did not start; it said:\n" + output(), e);
        }
    }

    /** Everything that it wrote so far, over all its starts. */
    public String output() {
        return output.text();
    }

    /** What {@code maru.log} takes. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** For example {@code 7.0.15}. */
    public String version() {
        return binary.version();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it something over a connection of its own, past every client. See {@link RedisLine#call}. */
    public String call(String... words) throws IOException {
        try (RedisLine line = new RedisLine(port)) {
            return line.call(words);
        }
    }

    /** Forgets everything that it holds, scripts included: cheaper between two tests than another server. */
    public void flushEverything() throws IOException {
        try (RedisLine line = new RedisLine(port)) {
            line.call("FLUSHALL");
            line.call("SCRIPT", "FLUSH");
            line.call("CONFIG", "RESETSTAT");
        }
    }

    /** Lets it take so many bytes more than it has now. */
    public void leave(long bytes) throws IOException {
        long used = call("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .findFirst()
                .orElseThrow();
        call("CONFIG", "SET", "maxmemory", Long.toString(used + bytes));
    }

    /** SIGKILL: nothing in the process learns of it. Returns when it is dead. */
    public void kill9() {
        // One that rewrites the file of appends would go on, and write where a test deletes its folder.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
        tether.close();
    }

    /** SIGTERM, on which it writes what it has and ends. Returns when it has ended. */
    public void stop() {
        process.destroy();
        awaitEnd();
        tether.close();
    }

    /** SIGSTOP: it is there and holds its connections, but does nothing, until {@link #thaw}. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill " + name + " " + pid()).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("could not signal " + name);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("redis-server did not end; it said:\n" + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again, on the same port and directory. Stops it first if it runs. */
    public void restart() throws IOException {
        stop();
        launch();
    }

    /** The same with other options than those of before. */
    public void restart(String... others) throws IOException {
        options = List.of(others);
        restart();
    }

    @Override
    public void close() {
        kill9();
    }
}
