package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers to one client's own frames, waiting for its socket: a small bounded box. Thread-safe; owned by a
 * {@link Sender}. Entries never wait here: for them a client that does not read is merely a cursor that lags.
 */
final class Replies {
    private final Limits limits;
    private List<String> objects = new ArrayList<>();
    private int chars;

    Replies(Limits limits) {
        this.limits = limits;
    }

    /** Adds an answer, or says that the box is full: the client asks faster than it reads. */
    synchronized boolean add(String object) {
        // One answer always fits, whatever its size: a page may be as large as the box.
        boolean full = objects.size() == limits.repliesMax()
                || (chars > 0 && chars + object.length() > limits.replyBytesMax());
        if (full) {
            return false;
        }
        objects.add(object);
        chars += object.length();
        return true;
    }

    /** Takes all of them, in the order in which they came. */
    synchronized List<String> take() {
        if (objects.isEmpty()) {
            return List.of();
        }
        List<String> taken = objects;
        objects = new ArrayList<>();
        chars = 0;
        return taken;
    }
}
