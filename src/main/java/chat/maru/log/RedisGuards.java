package chat.maru.log;

import chat.maru.log.LogStore.Durability;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Redis has to be for rooms to be kept in it. Each rule that it breaks is an error that says which, and what
 * helps. Stateless.
 */
final class RedisGuards {
    private static final int MAJOR_MIN = 6;
    private static final int MINOR_MIN = 2;

    private RedisGuards() {}

    /** Fails with the first rule that the Redis behind {@code connection} breaks. */
    static void check(RedisConnection connection, Durability durability) throws IOException {
        Map<String, String> info = new HashMap<>();
        for (String section : List.of("server", "memory", "persistence", "replication")) {
            String text = RedisPage.text(connection.call(RedisCommand.of("INFO", section)));
            text.lines().filter(line -> line.contains(":")).forEach(line -> {
                int colon = line.indexOf(':');
                info.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
        }
        checkVersion(info.getOrDefault("redis_version", ""));
        if (!info.getOrDefault("role", "master").equals("master")) {
            throw new IOException("it is a replica, which takes no entries. Name the primary in maru.log.");
        }
        String policy = info.getOrDefault("maxmemory_policy", "unknown");
        if (!policy.equals("noeviction")) {
            throw new IOException("its maxmemory-policy is " + policy + ", so it would drop rooms when memory runs"
                    + " short. Set maxmemory-policy to noeviction.");
        }
        // Whether this user may wake at all; nobody listens there. A commit could not say so.
        connection.call(RedisCommand.of("PUBLISH", RedisKeys.CHANNELS, ""));
        checkDurability(
                connection, durability, info.getOrDefault("aof_enabled", "0").equals("1"));
    }

    private static void checkVersion(String version) throws IOException {
        String[] parts = version.split("\\.", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            if (major > MAJOR_MIN || (major == MAJOR_MIN && Integer.parseInt(parts[1]) >= MINOR_MIN)) {
                return;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Falls through: what has no version is too old as well.
        }
        throw new IOException("it is version \"" + version + "\". Maru needs Redis " + MAJOR_MIN + "." + MINOR_MIN
                + " or newer, or Valkey.");
    }

    private static void checkDurability(RedisConnection connection, Durability durability, boolean appends)
            throws IOException {
        if (durability == Durability.MEMORY) {
            return;
        }
        if (!appends) {
            throw new IOException(
                    "its appendonly is no, so what it has acknowledged is lost when it ends. Set appendonly"
                            + " to yes and appendfsync to always, or allow that with maru.redisDurability=memory.");
        }
        if (durability == Durability.DISK) {
            flushes(connection, "appendfsync", "always");
            // With yes, nothing is flushed while the append-only file is rewritten.
            flushes(connection, "no-appendfsync-on-rewrite", "no");
        }
    }

    private static void flushes(RedisConnection connection, String name, String wanted) throws IOException {
        String value = config(connection, name);
        if (!value.equals(wanted)) {
            throw new IOException(
                    "its " + name + " is " + value + ", so a power cut takes what it has acknowledged. Set " + name
                            + " to " + wanted + ", or allow that with maru.redisDurability=os.");
        }
    }

    private static String config(RedisConnection connection, String name) throws IOException {
        try {
            List<?> answer = RedisPage.items(connection.call(RedisCommand.of("CONFIG", "GET", name)));
            return answer.size() == 2 ? RedisPage.text(answer.get(1)) : "unknown";
        } catch (RedisError e) {
            return "not told to this user (" + e.getMessage() + ")";
        }
    }
}
