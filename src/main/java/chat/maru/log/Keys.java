package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** What every engine agrees on about the keys of rooms. Stateless. */
final class Keys {
    /** By code points, as a database sorts. */
    static final Comparator<String> ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private Keys() {}

    /** Whether rooms with this key are listed and counted; a dot begins what is the server's own. */
    static boolean isListed(String key) {
        return !key.startsWith(".");
    }
}
