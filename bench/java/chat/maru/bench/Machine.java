package chat.maru.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured on. Stateless. */
final class Machine {
    private static final long KIB = 1024;

    /** Some tenths of a second. */
    private static final int STEPS = 100_000_000;

    /** The first is compiled while it runs; of the others the quickest was disturbed least. */
    private static final int TRIES = 3;

    private Machine() {}

    static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put(
                "memoryBytes",
                Long.parseLong(value("/proc/meminfo", "MemTotal", "0 kB").split(" ", 2)[0]) * KIB);
        machine.put("cpu", value("/proc/cpuinfo", "model name", System.getProperty("os.arch")));
        machine.put(
                "os",
                value("/etc/os-release", "PRETTY_NAME", System.getProperty("os.name")) + ", Linux "
                        + System.getProperty("os.version"));
        machine.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("nanosPerStep", nanosPerStep());
        return machine;
    }

    /**
     * How fast it is now. A machine that others use too may lend a quarter of what its processor is said to do, and a
     * figure measured then is no slower server's. Each step waits for the one before, so that nothing but the clock
     * decides: some 8 cycles, 3 ns on a processor of 2.5 GHz.
     */
    private static double nanosPerStep() {
        double best = Double.MAX_VALUE;
        double value = 1;
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            for (int step = 0; step < STEPS; step++) {
                value = value * 0.999_999 + 0.5;
            }
            best = Math.min(best, (System.nanoTime() - begin) / (double) STEPS);
        }
        // Were the value of no use, the compiler would leave the loop out.
        return value > 0 ? best : 0;
    }

    private static String value(String file, String name, String otherwise) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length())
                            .replaceFirst("^\\s*[:=]", "")
                            .replace("\"", "")
                            .strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException none) {
            return otherwise;
        }
    }
}
