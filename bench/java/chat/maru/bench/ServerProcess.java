package chat.maru.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that was started for one run, in an empty directory of its own. Owned by one thread. */
public final class ServerProcess implements AutoCloseable {
    private static final int UP_SECONDS_MAX = 60;
    private static final int END_SECONDS_MAX = 10;
    private static final long LOOK_MS = 10;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LINES_SHOWN = 15;

    private final long startedAt = System.nanoTime();
    private final Process process;
    private final int port;
    private final Path output;
    private double readySeconds;

    private ServerProcess(ProcessBuilder builder, int port, Path output) throws IOException {
        this.process = builder.start();
        this.port = port;
        this.output = output;
    }

    /**
     * Starts it and waits until it is there for its clients.
     *
     * @param work is emptied first; its output goes to {@code output.txt} there
     * @throws IOException when it ends, or takes too long, with the last lines that it wrote
     */
    public static ServerProcess start(Peer peer, Path work) throws IOException, InterruptedException {
        empty(work);
        int port = freePort();
        Launch launch = peer.launch(port, work);
        Path output = work.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(launch.environment());
        ServerProcess server = new ServerProcess(builder, port, output);
        try {
            server.awaitUp(peer.readyPath());
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        }
    }

    private void awaitUp(String path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_SECONDS_MAX);
        while (!Answer.of(port, path)) {
            if (process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("The server did not come up: " + lastLines());
            }
        }
        readySeconds = (System.nanoTime() - startedAt) / NANOS_PER_SECOND;
    }

    /** What it wrote last. */
    public String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** From the start of its process to where it was there for its clients, to some hundredths of a second. */
    public double readySeconds() {
        return readySeconds;
    }

    public int port() {
        return port;
    }

    public ServerUse use() {
        return ServerUse.of(process.toHandle());
    }

    /** Of the process that was started, for tools that ask one. */
    public long pid() {
        return process.pid();
    }

    /** Ends it and its descendants; asks first. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        boolean interrupted = false;
        try {
            process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
