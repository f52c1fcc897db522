package chat.maru.protocol;

import chat.maru.log.Entry;
import java.time.Instant;

/** What both wires write alike. Stateless. */
final class Frames {
    private Frames() {}

    /** A time as the wires write it: UTC, milliseconds, ISO 8601. */
    static String time(Entry entry) {
        return time(entry.atMillis());
    }

    /** The same of milliseconds since 1970 UTC. */
    static String time(long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        // Instant leaves out zero milliseconds; clients that sort or slice the text rely on a fixed width.
        return text.length() == 24 ? text : text.substring(0, text.length() - 1) + ".000Z";
    }
}
