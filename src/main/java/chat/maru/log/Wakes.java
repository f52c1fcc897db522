package chat.maru.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to hear that a room has grown. Thread-safe. A listener that throws is logged and does not stop the others.
 */
final class Wakes {
    private static final Logger LOGGER = System.getLogger("chat.maru.log");

    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    void add(Runnable wake) {
        wakes.add(wake);
    }

    void clear() {
        wakes.clear();
    }

    void run(String room) {
        for (Runnable wake : wakes) {
            try {
                wake.run();
            } catch (RuntimeException e) {
                LOGGER.log(Level.ERROR, "a listener to the growth of room " + room + " failed", e);
            }
        }
    }
}
