package chat.maru.log;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who spoke last in a room in slow mode: a key for each, which runs out when they may speak again. Its value says what
 * they had to wait at that time, and what they said it with. Stateless.
 */
final class RedisPace {
    private static final Pattern VALUE = Pattern.compile("([0-9]{1,12}) (.*)", Pattern.DOTALL);

    private RedisPace() {}

    /** See {@link Neighbours#claim}. */
    static long claim(RedisWire connection, String key, String id, long millis) throws IOException {
        String value = millis + " " + id;
        connection.send(RedisCommand.of("SET", key, value, "NX", "PX", millis));
        connection.send(RedisCommand.of("GET", key));
        connection.send(RedisCommand.of("PTTL", key));
        connection.flush();
        Object set = connection.read();
        Object held = connection.read();
        Object left = connection.read();
        if (set instanceof RedisError error) {
            throw error;
        }
        Matcher matcher = VALUE.matcher(held instanceof byte[] ? RedisPage.text(held) : "");
        if (set != null || !matcher.matches() || !(left instanceof Long millisLeft)) {
            return 0;
        }
        // The room may ask for less by now than it did then.
        long wait = millis - (Long.parseLong(matcher.group(1)) - millisLeft);
        if (wait <= 0) {
            connection.call(RedisCommand.of("SET", key, value, "PX", millis));
            return 0;
        }
        return matcher.group(2).equals(id) ? -1 : Math.min(millis, wait);
    }

    /**
     * See {@link Neighbours#release}. Should it run out between the two, another's goes, which had been free anyway.
     */
    static boolean release(RedisWire connection, String key, String id) throws IOException {
        Object held = connection.call(RedisCommand.of("GET", key));
        boolean isOurs = held instanceof byte[] && RedisPage.text(held).endsWith(" " + id);
        if (isOurs) {
            connection.call(RedisCommand.of("DEL", key));
        }
        return isOurs;
    }
}
