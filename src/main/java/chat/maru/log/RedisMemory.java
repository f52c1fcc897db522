package chat.maru.log;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How full Redis is. Stateless. */
final class RedisMemory {
    private RedisMemory() {}

    /** Of the servers behind {@code wire} the fullest; empty where none has a bound. */
    static Optional<Fullness> read(RedisWire wire) throws IOException {
        Fullness fullest = null;
        for (RedisWire server : wire.servers()) {
            Fullness found = of(server);
            if (fullest == null || (found != null && found.percent() > fullest.percent())) {
                fullest = found;
            }
        }
        return Optional.ofNullable(fullest);
    }

    /** Its memory against its {@code maxmemory}. Where it has none, it does not know what the machine has. */
    private static @Nullable Fullness of(RedisWire wire) throws IOException {
        RedisInfo info = RedisInfo.of(wire, "memory");
        try {
            long used = Long.parseLong(info.get("used_memory", "0"));
            long max = Long.parseLong(info.get("maxmemory", "0"));
            return max <= 0 ? null : new Fullness("Redis", used, max, "give Redis a higher maxmemory");
        } catch (NumberFormatException e) {
            throw new IOException("Redis did not say how full it is", e);
        }
    }
}
