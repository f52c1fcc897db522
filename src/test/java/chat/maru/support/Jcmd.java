package chat.maru.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks into another JVM with the JDK's own {@code jcmd}.
 *
 * @param pid whose heap is looked at; it must run with the serial collector
 */
public record Jcmd(long pid) {
    private static final long DEADLINE_SECONDS = 60;
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    /** The heap that is in use after two full collections, in bytes. */
    public long heapAfterFullGc() throws IOException {
        // What the first one only made known as unreachable is freed by the second.
        run("GC.run");
        run("GC.run");
        String info = run("GC.heap_info");
        long kilobytes = 0;
        int generations = 0;
        for (Matcher used = USED.matcher(info); used.find(); generations++) {
            kilobytes += Long.parseLong(used.group(1));
        }
        if (generations != 2) {
            throw new AssertionError("not what the serial collector says: " + info);
        }
        return kilobytes * 1024;
    }

    /** How many objects of exactly that class are reachable, whichever loader defined it. */
    public long instances(String className) throws IOException {
        Matcher line = Pattern.compile(":\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(?=\\s)")
                .matcher(run("GC.class_histogram"));
        long instances = 0;
        while (line.find()) {
            instances += Long.parseLong(line.group(1));
        }
        return instances;
    }

    /** How many class loaders hold a class of that name, after two full collections. */
    public long loaders(String className) throws IOException {
        run("GC.run");
        run("GC.run");
        return run("VM.classloaders show-classes=true")
                .lines()
                .filter(line -> line.endsWith(" " + className) || line.contains(" " + className + " "))
                .count();
    }

    /** The names of all Java threads, without those that compile, which come and go as they like. */
    public List<String> threads() throws IOException {
        return Pattern.compile("^\"(.+)\" #\\d+", Pattern.MULTILINE)
                .matcher(run("Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .filter(name -> !name.contains("CompilerThread"))
                .toList();
    }

    private String run(String command) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> words = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
        words.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("jcmd " + command + " failed: " + output);
            }
            return output;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
