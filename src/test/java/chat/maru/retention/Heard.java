package chat.maru.retention;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What loggers below a name say while this is open. Thread-safe. */
final class Heard extends Handler implements AutoCloseable {
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger;

    private Heard(Logger logger) {
        this.logger = logger;
    }

    static Heard from(String name) {
        Heard heard = new Heard(Logger.getLogger(name));
        heard.logger.addHandler(heard);
        return heard;
    }

    List<String> warnings() {
        synchronized (records) {
            return records.stream()
                    .filter(said -> said.getLevel().equals(Level.WARNING))
                    .map(LogRecord::getMessage)
                    .toList();
        }
    }

    @Override
    public void publish(LogRecord said) {
        records.add(said);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
