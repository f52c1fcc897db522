package chat.maru.bench.peer;

import java.nio.file.Path;

/** The Java that runs the harness, which runs servers too. Stateless. */
final class JavaCommand {
    private JavaCommand() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
