package chat.maru.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * How the runnable WAR logs: one line an event to standard error, all of Maru's, and of Tomcat only what is wrong. The
 * JDK makes one, by its name, before the first logger. Thread-safe as its parent is.
 */
public final class LaunchLog extends LogManager {
    private static final String CONFIGURATION = """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = ALL
            java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n
            .level = INFO
            org.apache.level = WARNING
            """;

    /** Called by the JDK. */
    public LaunchLog() {}

    @Override
    public void readConfiguration() throws IOException {
        readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Does nothing. The JDK resets its logging when the process is told to stop, and what goes wrong while Maru stops
     * would be said to nobody. There is nothing to close: standard error is written at once.
     */
    @Override
    public void reset() {}
}
