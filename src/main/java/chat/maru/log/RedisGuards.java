package chat.maru.log;

import chat.maru.log.LogStore.Durability;
import java.io.IOException;
import java.util.List;

/**
 * What Redis has to be for rooms to be kept in it. Each rule that it breaks is an error that says which, and what
 * helps. Stateless.
 */
final class RedisGuards {
    private static final int MAJOR_MIN = 6;
    private static final int MINOR_MIN = 2;

    /** Since when a cluster has channels that belong to slots. */
    private static final int CLUSTER_MAJOR_MIN = 7;

    private RedisGuards() {}

    /** Fails with the first rule that the Redis behind {@code connection} breaks. */
    static void check(RedisWire connection, Durability durability, boolean asCluster) throws IOException {
        RedisInfo info = RedisInfo.of(connection, "server", "memory", "persistence", "replication", "cluster");
        checkVersion(info.get("redis_version", ""), asCluster);
        boolean isCluster = info.get("cluster_enabled", "0").equals("1");
        if (isCluster != asCluster) {
            throw new IOException(
                    isCluster
                            ? "it is part of a cluster. Name it as redis-cluster://host:port in maru.log."
                            : "it is no part of a cluster. Name it as redis://host:port in maru.log.");
        }
        if (!info.get("role", "master").equals("master")) {
            throw new IOException("it is a replica, which takes no entries. Name the primary in maru.log.");
        }
        String policy = info.get("maxmemory_policy", "unknown");
        if (!policy.equals("noeviction")) {
            throw new IOException("its maxmemory-policy is " + policy + ", so it would drop rooms when memory runs"
                    + " short. Set maxmemory-policy to noeviction.");
        }
        checkDurability(connection, durability, info.get("aof_enabled", "0").equals("1"));
    }

    private static void checkVersion(String version, boolean asCluster) throws IOException {
        String[] parts = version.split("\\.", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            boolean isYoung = major > MAJOR_MIN || (major == MAJOR_MIN && Integer.parseInt(parts[1]) >= MINOR_MIN);
            if (isYoung && (!asCluster || major >= CLUSTER_MAJOR_MIN)) {
                return;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Falls through: what has no version is too old as well.
        }
        String needed =
                asCluster ? CLUSTER_MAJOR_MIN + ".0 or newer in a cluster" : MAJOR_MIN + "." + MINOR_MIN + " or newer";
        throw new IOException("it is version \"" + version + "\". Maru needs Redis " + needed + ", or Valkey.");
    }

    private static void checkDurability(RedisWire connection, Durability durability, boolean appends)
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

    private static void flushes(RedisWire connection, String name, String wanted) throws IOException {
        String value = config(connection, name);
        if (!value.equals(wanted)) {
            throw new IOException(
                    "its " + name + " is " + value + ", so a power cut takes what it has acknowledged. Set " + name
                            + " to " + wanted + ", or allow that with maru.redisDurability=os.");
        }
    }

    private static String config(RedisWire connection, String name) throws IOException {
        try {
            List<?> answer = RedisPage.items(connection.call(RedisCommand.of("CONFIG", "GET", name)));
            return answer.size() == 2 ? RedisPage.text(answer.get(1)) : "unknown";
        } catch (RedisError e) {
            return "not told to this user (" + e.getMessage() + ")";
        }
    }
}
