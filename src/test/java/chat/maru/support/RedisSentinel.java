package chat.maru.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Sentinel as a process of its own, which alone decides that a primary is dead, after half a second. It ends with
 * {@link #close}. One thread at a time.
 */
public final class RedisSentinel implements AutoCloseable {
    private final Process process;
    private final int port;
    private final String name;

    private RedisSentinel(Process process, int port, String name) {
        this.process = process;
        this.port = port;
        this.name = name;
    }

    /** Starts one that watches {@code primary} under {@code name}, and waits until it answers. */
    public static RedisSentinel start(Path directory, String name, RedisServer primary) throws IOException {
        RedisBinary binary = RedisBinary.find().orElseThrow();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Path file = directory.resolve("sentinel.conf");
        Files.write(
                file,
                List.of(
                        "bind 127.0.0.1",
                        "port " + port,
                        "dir " + directory,
                        "sentinel monitor " + name + " 127.0.0.1 " + primary.port() + " 1",
                        "sentinel down-after-milliseconds " + name + " 500",
                        "sentinel failover-timeout " + name + " 3000"));
        Process process = new ProcessBuilder(binary.path().toString(), file.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sentinel.log").toFile())
                .start();
        RedisSentinel sentinel = new RedisSentinel(process, port, name);
        long deadline = System.nanoTime() + RedisServer.DEADLINE.toNanos();
        while (sentinel.ask("PING").isEmpty()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                sentinel.close();
                throw new AssertionError(
                        "the Sentinel did not start: " + Files.readString(directory.resolve("sentinel.log")));
            }
            Thread.onSpinWait();
        }
        return sentinel;
    }

    public int port() {
        return port;
    }

    /** Whether there is somebody to take the primary's place. */
    public boolean knowsAReplica() {
        return ask("SENTINEL", "replicas", name).contains("master-link-status\nok");
    }

    private String ask(String... words) {
        try (RedisLine line = new RedisLine(port)) {
            return line.call(words);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
