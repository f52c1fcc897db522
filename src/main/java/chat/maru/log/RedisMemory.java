package chat.maru.log;

import java.io.IOException;
import java.util.Optional;

/** How full Redis is. Stateless. */
final class RedisMemory {
    private RedisMemory() {}

    /** Its memory against its {@code maxmemory}; empty where it has none, for what the machine has it does not know. */
    static Optional<Fullness> read(RedisWire connection) throws IOException {
        String info = RedisPage.text(connection.call(RedisCommand.of("INFO", "memory")));
        long max = number(info, "maxmemory:");
        return max <= 0
                ? Optional.empty()
                : Optional.of(
                        new Fullness("Redis", number(info, "used_memory:"), max, "give Redis a higher maxmemory"));
    }

    private static long number(String info, String name) throws IOException {
        try {
            return info.lines()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(
                            line -> Long.parseLong(line.substring(name.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (NumberFormatException e) {
            throw new IOException("Redis did not say how full it is", e);
        }
    }
}
