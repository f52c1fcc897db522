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
        return machine;
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
