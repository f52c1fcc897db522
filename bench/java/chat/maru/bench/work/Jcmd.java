package chat.maru.bench.work;

import chat.maru.bench.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a server's Java virtual machine is told and asked from outside, by the JDK's own tool. Stateless. */
final class Jcmd {
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final long KIB = 1024;
    private static final int COLLECTIONS = 2;

    /** Columns of the histogram: rank, count, bytes, class. */
    private static final int HISTOGRAM_COUNT = 1;

    private static final int HISTOGRAM_CLASS = 3;

    private final long pid;

    Jcmd(ServerProcess server) {
        pid = server.pid();
    }

    /** Whether there is one to ask. */
    boolean isJava() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    /** Collects all garbage, twice: what the first finds unreachable may hold more until it is cleaned up. */
    void collect() throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            ask("GC.run");
        }
    }

    /** Heap in use, in bytes; live objects only just after {@link #collect}. */
    long heapBytes() throws IOException {
        return USED.matcher(ask("GC.heap_info"))
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .mapToLong(Long::parseLong)
                        .sum()
                * KIB;
    }

    /** How many objects of that class live; collects all garbage before. */
    long instances(String className) throws IOException {
        return ask("GC.class_histogram")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= HISTOGRAM_CLASS + 1 && words[HISTOGRAM_CLASS].equals(className))
                .mapToLong(words -> Long.parseLong(words[HISTOGRAM_COUNT]))
                .findFirst()
                .orElse(0);
    }

    long threads() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("Threads:"))
                .map(line -> line.substring("Threads:".length()).strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private String ask(String command) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("jcmd " + command + ": " + answer.strip());
        }
        return answer;
    }
}
