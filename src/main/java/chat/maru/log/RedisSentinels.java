package chat.maru.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks Sentinels where the primary is. Stateless. */
final class RedisSentinels {
    private RedisSentinels() {}

    /**
     * Redis itself: what the first Sentinel that answers says. Nothing is asked where there are no Sentinels.
     *
     * @param timeoutMillis how long each of them may take
     */
    static RedisAddress resolve(RedisAddress address, int timeoutMillis) throws IOException {
        IOException last = null;
        for (String sentinel : address.sentinels()) {
            int colon = sentinel.lastIndexOf(':');
            int port = Integer.parseInt(sentinel.substring(colon + 1));
            RedisAddress asked = new RedisAddress(address.tls(), sentinel.substring(0, colon), port, "", "", 0);
            try (RedisConnection connection = new RedisConnection(asked, timeoutMillis)) {
                return primary(
                        address,
                        connection.call(RedisCommand.of("SENTINEL", "get-master-addr-by-name", address.primary())));
            } catch (IOException e) {
                last = e;
            }
        }
        if (last != null) {
            throw new IOException("no Sentinel says where " + address.primary() + " is: " + last.getMessage(), last);
        }
        return address;
    }

    private static RedisAddress primary(RedisAddress address, @Nullable Object reply) throws IOException {
        if (reply instanceof List<?> parts && parts.size() == 2) {
            String port = RedisPage.text(parts.get(1));
            if (port.matches("[0-9]{1,5}")) {
                return address.at(RedisPage.text(parts.get(0)), Integer.parseInt(port));
            }
        }
        throw new IOException("it knows no " + address.primary());
    }
}
