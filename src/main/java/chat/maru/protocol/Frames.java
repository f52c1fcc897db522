package chat.maru.protocol;

import chat.maru.log.Entry;
import java.time.Instant;

/** What both wires write alike. Stateless. */
final class Frames {
    private Frames() {}

    /** A time as the wires write it: UTC, milliseconds, ISO 8601. */
    static String time(Entry entry) {
        String text = Instant.ofEpochMilli(entry.atMillis()).toString();
        // Instant leaves out zero milliseconds; clients that sort or slice the text rely on a fixed width.
        return text.length() == 24 ? text : text.substring(0, text.length() - 1) + ".000Z";
    }
}
