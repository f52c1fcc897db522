package chat.maru.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Settings of a server for tests that are not about rates: nobody is too fast, and anybody may come as often. */
public final class Unhurried {
    private static final String MOST = "1000000";

    private Unhurried() {}

    /** Setting to value. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.of("messages", "edits", "reactions", "typing", "history", "handshakes", "requests")
                .forEach(kind -> {
                    settings.put("maru." + kind + "PerSecondMax", MOST);
                    settings.put("maru." + kind + "BurstMax", MOST);
                });
        settings.put("maru.connectionsPerAddressMax", MOST);
        settings.put("maru.connectionsPerIdentityMax", MOST);
        return settings;
    }
}
