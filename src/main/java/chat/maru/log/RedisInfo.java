package chat.maru.log;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a Redis says of itself. Immutable.
 *
 * @param facts by their names in {@code INFO}
 */
record RedisInfo(Map<String, String> facts) {
    RedisInfo {
        facts = Map.copyOf(facts);
    }

    /** Asks the Redis behind {@code wire}. */
    static RedisInfo of(RedisWire wire, String... sections) throws IOException {
        Map<String, String> facts = new HashMap<>();
        for (String section : sections) {
            String text = RedisPage.text(wire.call(RedisCommand.of("INFO", section)));
            text.lines().filter(line -> line.contains(":")).forEach(line -> {
                int colon = line.indexOf(':');
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
        }
        return new RedisInfo(facts);
    }

    /** What it says, or {@code other} where it says nothing. */
    String get(String name, String other) {
        return facts.getOrDefault(name, other);
    }
}
