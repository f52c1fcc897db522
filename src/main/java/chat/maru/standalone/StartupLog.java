package chat.maru.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log on standard error, one line an event. While the server starts, what Tomcat has to say is held back: an
 * application that cannot start is told to the log alone, with a stack trace, and the one line in it that its reader
 * can act on is to be shown instead. Thread-safe.
 */
final class StartupLog implements Filter {
    /** Left alone by someone who brings a configuration of their own. */
    private static final List<String> OWN_CONFIGURATION =
            List.of("java.util.logging.config.file", "java.util.logging.config.class");

    private static final String CONFIGURATION = """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = ALL
            java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format = %1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n
            .level = INFO
            org.apache.level = WARNING
            """;

    private final List<LogRecord> held = new ArrayList<>();
    private final Handler[] handlers;

    private StartupLog(Handler[] handlers) {
        this.handlers = handlers;
    }

    /** Sets logging up and begins to hold back. */
    static StartupLog begin() {
        if (OWN_CONFIGURATION.stream().allMatch(name -> System.getProperty(name) == null)) {
            try {
                LogManager.getLogManager()
                        .readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory cannot fail", e);
            }
        }
        StartupLog log = new StartupLog(Logger.getLogger("").getHandlers());
        for (Handler handler : log.handlers) {
            handler.setFilter(log);
        }
        return log;
    }

    @Override
    public synchronized boolean isLoggable(LogRecord record) {
        if (!String.valueOf(record.getLoggerName()).startsWith("org.apache.")) {
            return true;
        }
        held.add(record);
        return false;
    }

    /** What went wrong first, in plain words. */
    synchronized String firstReason() {
        return held.stream()
                .filter(record -> record.getThrown() != null)
                .findFirst()
                .map(record -> plainWords(record.getThrown()))
                .orElseGet(
                        () -> held.isEmpty() ? "no reason given" : held.get(0).getMessage());
    }

    /** The server has started: what was held back is written after all, and nothing is held from now on. */
    void end() {
        for (Handler handler : handlers) {
            handler.setFilter(null);
        }
        List<LogRecord> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        for (Handler handler : handlers) {
            all.forEach(handler::publish);
        }
    }

    /** The message of the outermost cause that has one of its own, rather than the name of the next one. */
    static String plainWords(Throwable thrown) {
        Throwable says = thrown;
        for (Throwable cause = says.getCause();
                cause != null && (says.getMessage() == null || cause.toString().equals(says.getMessage()));
                cause = cause.getCause()) {
            says = cause;
        }
        return says.getMessage() == null ? says.toString() : says.getMessage();
    }
}
