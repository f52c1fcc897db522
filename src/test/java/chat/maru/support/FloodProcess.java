package chat.maru.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@link Flooder} as a process that gets what the server and its members leave of this machine when it is made
 * nice, since real floods are made on the attackers' machines. Ends with {@link #close}, and with this JVM. Not
 * thread-safe.
 */
public final class FloodProcess implements AutoCloseable {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    /** @param niceness of the process, from 0 to 19; 0 where the system has no {@code nice} */
    public FloodProcess(URI room, int niceness) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", Integer.toString(niceness)));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Flooder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        command.addAll(List.of(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes));
        command.addAll(List.of(Flooder.class.getName(), room.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Begins, and waits until it is in full spate. */
    public void on() throws IOException {
        order("on");
        String answer = answers.readLine();
        if (!"flooding".equals(answer)) {
            throw new IOException("the flooder said " + answer);
        }
    }

    /** Ends it, waits until every silent socket is cut off, and gives what came of it all: counts by name. */
    public Map<String, Long> off() throws IOException {
        order("off");
        String line = answers.readLine();
        Map<String, Long> tally = new TreeMap<>();
        for (String pair : String.valueOf(line).split(" ")) {
            if (!pair.matches("\\w+=\\d+")) {
                throw new IOException("the flooder said " + line);
            }
            tally.put(pair.substring(0, pair.indexOf('=')), Long.parseLong(pair.substring(pair.indexOf('=') + 1)));
        }
        return tally;
    }

    private void order(String word) throws IOException {
        orders.write(word + "\n");
        orders.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
