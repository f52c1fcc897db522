package chat.maru.support;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends another process when this JVM is gone, however that came: a small shell waits on a pipe from here, which the
 * system closes then. One thread at a time.
 */
final class Tether implements AutoCloseable {
    private static final int SECONDS_MAX = 20;

    private final Process shell;

    /** @param signal such as {@code "-KILL"} */
    Tether(Process process, String signal) throws IOException {
        shell = new ProcessBuilder("sh", "-c", "read line; kill " + signal + " \"$1\"", "tether", pid(process))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String pid(Process process) {
        return Long.toString(process.pid());
    }

    /** The other process has ended, or is to be left alone. */
    @Override
    public void close() {
        end(shell.destroyForcibly());
    }

    /** Waits for the end of what was told to end. */
    static void end(Process process) {
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a process did not end: " + process.info());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
