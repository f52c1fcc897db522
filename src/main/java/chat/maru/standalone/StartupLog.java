package chat.maru.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Holds back what Tomcat has to say while the server starts: an application that cannot start is told to the log alone,
 * with a stack trace, and the one line in it that its reader can act on is to be shown instead. Thread-safe.
 */
final class StartupLog implements Filter {
    private final List<LogRecord> held = new ArrayList<>();
    private final Handler[] handlers;

    private StartupLog(Handler[] handlers) {
        this.handlers = handlers;
    }

    /** Begins to hold back. */
    static StartupLog begin() {
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
