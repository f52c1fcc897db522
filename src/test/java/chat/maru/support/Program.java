package chat.maru.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Somebody else's server as a process of its own. It ends with {@link #close}, and with this JVM even if that is
 * killed. One thread at a time.
 */
public final class Program implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int CONNECT_MILLIS = 1_000;

    private final Process process;
    private final Tether tether;
    private final Output output = new Output();
    private final Thread reader;

    private Program(Process process) throws IOException {
        this.process = process;
        // Not by SIGKILL, which nginx would not survive, but its workers would.
        this.tether = new Tether(process, "-TERM");
        this.reader = output.read(process, "program-output", line -> {}, () -> {});
    }

    /** Where it is, on the PATH or where Debian has servers. Skips the test where it is not, but in CI fails. */
    public static Path find(String name) {
        Path found = Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI has to have " + name);
        }
        Assumptions.assumeTrue(found != null, name + " is not installed");
        return found;
    }

    public static Program start(List<String> command) throws IOException {
        return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** What it wrote so far. */
    public String output() {
        return output.text();
    }

    /** Waits until it takes connections there. */
    public void awaitOpen(URI address) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!isOpen(address)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError("it did not open " + address + "; it said:\n" + output());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static boolean isOpen(URI address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM, and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        Tether.end(process);
        tether.close();
        try {
            reader.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
