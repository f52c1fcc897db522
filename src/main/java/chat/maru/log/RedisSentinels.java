package chat.maru.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks Sentinels where the primary is, and a cluster which of its nodes is there. Stateless. */
final class RedisSentinels {
    private RedisSentinels() {}

    /**
     * Redis itself: what the first Sentinel that answers says, or the first node of a cluster that does, for what any
     * node may be asked. Nothing is asked where Redis itself is named.
     *
     * @param timeoutMillis how long each of them may take
     */
    static RedisAddress resolve(RedisAddress address, int timeoutMillis) throws IOException {
        if (address.isCluster()) {
            return node(address, timeoutMillis);
        }
        if (!address.isAskedFor()) {
            return address;
        }
        IOException last = null;
        for (String sentinel : address.nodes()) {
            RedisAddress asked = new RedisAddress(address.tls(), "", 0, "", "", 0).at(sentinel);
            try (RedisConnection connection = new RedisConnection(asked, timeoutMillis)) {
                return primary(
                        address,
                        connection.call(RedisCommand.of("SENTINEL", "get-master-addr-by-name", address.primary())));
            } catch (IOException e) {
                last = e;
            }
        }
        String why = last == null ? "there is none" : last.getMessage();
        throw new IOException("no Sentinel says where " + address.primary() + " is: " + why, last);
    }

    private static RedisAddress node(RedisAddress address, int timeoutMillis) throws IOException {
        IOException last = null;
        for (String node : address.nodes()) {
            RedisAddress asked = address.at(node);
            try (RedisConnection connection = new RedisConnection(asked, timeoutMillis)) {
                connection.call(RedisCommand.of("PING"));
                return asked;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("no node of the cluster answers: " + (last == null ? "" : last.getMessage()), last);
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
