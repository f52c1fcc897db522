package chat.maru.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What processes write, one of them or several, each read by a thread of its own. Thread-safe. */
final class Output {
    private static final int CHARS_MAX = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    /**
     * Starts to read; the thread ends with the output.
     *
     * @param heard called with each line
     * @param ended called behind the last one
     */
    Thread read(Process process, String thread, Consumer<String> heard, Runnable ended) {
        Thread reader = new Thread(() -> read(process, heard, ended), thread);
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void read(Process process, Consumer<String> heard, Runnable ended) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
                heard.accept(line);
            }
        } catch (IOException e) {
            add("(the output ended: " + e.getMessage() + ")");
        }
        ended.run();
    }

    private synchronized void add(String line) {
        if (text.length() < CHARS_MAX) {
            text.append(line).append('\n');
        }
    }

    /** All so far, as it came. */
    synchronized String text() {
        return text.toString();
    }
}
