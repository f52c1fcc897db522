package chat.maru.log;

import java.io.IOException;
import java.util.Optional;

/** How full Redis is. Stateless. */
final class RedisMemory {
    private RedisMemory() {}

    /** Its memory against its {@code maxmemory}; empty where it has none, for what the machine has it does not know. */
    static Optional<Fullness> read(RedisWire wire) throws IOException {
        RedisInfo info = RedisInfo.of(wire, "memory");
        try {
            long used = Long.parseLong(info.get("used_memory", "0"));
            long max = Long.parseLong(info.get("maxmemory", "0"));
            return max <= 0
                    ? Optional.empty()
                    : Optional.of(new Fullness("Redis", used, max, "give Redis a higher maxmemory"));
        } catch (NumberFormatException e) {
            throw new IOException("Redis did not say how full it is", e);
        }
    }
}
