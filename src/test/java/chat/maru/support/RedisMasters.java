package chat.maru.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A real Redis Cluster of three masters, each with a third of the slots. It ends with {@link #close}. One thread. */
public final class RedisMasters implements AutoCloseable {
    private static final int COUNT = 3;
    private static final int SLOTS = 16_384;
    private static final long DEADLINE_NANOS = RedisServer.DEADLINE.toNanos();

    private final Path folder;
    private final List<RedisServer> masters = new ArrayList<>();
    private final List<Integer> buses = new ArrayList<>();

    private RedisMasters(Path folder) {
        this.folder = folder;
    }

    /** Starts them and waits until they are one cluster. */
    public static RedisMasters start(Path folder) throws IOException {
        RedisMasters cluster = new RedisMasters(folder);
        try {
            for (int i = 0; i < COUNT; i++) {
                cluster.masters.add(cluster.server("master" + i));
                cluster.masters
                        .get(i)
                        .call("CLUSTER", "ADDSLOTSRANGE", "" + i * SLOTS / COUNT, "" + ((i + 1) * SLOTS / COUNT - 1));
            }
            for (int i = 1; i < COUNT; i++) {
                cluster.meet(cluster.masters.get(i), i);
            }
            cluster.awaitWhole();
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private RedisServer server(String name) throws IOException {
        int bus;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            bus = free.getLocalPort();
        }
        buses.add(bus);
        Path own = Files.createDirectories(folder.resolve(name));
        return RedisServer.start(
                own,
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-port",
                "" + bus,
                "--cluster-node-timeout",
                "2000",
                "--cluster-require-full-coverage",
                "no");
    }

    private void meet(RedisServer other, int index) throws IOException {
        masters.get(0).call("CLUSTER", "MEET", "127.0.0.1", "" + other.port(), "" + buses.get(index));
    }

    /** Waits until every master knows that all slots are served. */
    public void awaitWhole() throws IOException {
        long start = System.nanoTime();
        for (RedisServer master : masters) {
            while (!isWhole(master)) {
                if (System.nanoTime() - start > DEADLINE_NANOS) {
                    throw new AssertionError("no cluster: " + master.call("CLUSTER", "NODES"));
                }
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isWhole(RedisServer master) throws IOException {
        String info = master.call("CLUSTER", "INFO");
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && !master.call("CLUSTER", "NODES").contains("fail");
    }

    /** Starts a replica of a master, and waits until the cluster would let it take the master's place. */
    public RedisServer replicate(RedisServer master) throws IOException {
        RedisServer replica = server("replica");
        meet(replica, buses.size() - 1);
        String id = id(master);
        long start = System.nanoTime();
        while (!isReplica(replica, id)) {
            if (System.nanoTime() - start > DEADLINE_NANOS) {
                throw new AssertionError("no replica: " + replica.call("CLUSTER", "NODES"));
            }
            Thread.onSpinWait();
        }
        return replica;
    }

    private static boolean isReplica(RedisServer replica, String master) {
        try {
            String replication = replica.call("INFO", "replication");
            if (replication.contains("role:master")) {
                // Not again while it copies, or it would begin anew.
                replica.call("CLUSTER", "REPLICATE", master);
            }
            return replication.contains("master_link_status:up");
        } catch (IOException e) {
            // It does not know the master yet.
            return false;
        }
    }

    public List<RedisServer> masters() {
        return List.copyOf(masters);
    }

    /** The master that has that key's slot, as the first one sees it. */
    public RedisServer masterOf(String key) throws IOException {
        int slot = slot(key);
        for (String line : masters.get(0).call("CLUSTER", "NODES").split("\n", -1)) {
            String[] words = line.split(" ", -1);
            for (int i = 8; i < words.length && words[2].contains("master"); i++) {
                String[] range = words[i].split("-", 2);
                boolean isRange = words[i].matches("[0-9]+(-[0-9]+)?");
                if (isRange
                        && Integer.parseInt(range[0]) <= slot
                        && slot <= Integer.parseInt(range[range.length - 1])) {
                    String port = words[1].replaceFirst(".*:([0-9]+)@.*", "$1");
                    return masters.stream()
                            .filter(master -> port.equals("" + master.port()))
                            .findFirst()
                            .orElseThrow();
                }
            }
        }
        throw new AssertionError("nobody has slot " + slot);
    }

    /** As Redis itself counts it. */
    public int slot(String key) throws IOException {
        return Integer.parseInt(masters.get(0).call("CLUSTER", "KEYSLOT", key));
    }

    public static String id(RedisServer master) throws IOException {
        return master.call("CLUSTER", "MYID");
    }

    /** What {@code maru.log} takes. */
    public URI uri() {
        return URI.create("redis-cluster://"
                + masters.stream().map(master -> "127.0.0.1:" + master.port()).collect(Collectors.joining(",")));
    }

    /** Asks each master the same. */
    public void each(String... words) throws IOException {
        for (RedisServer master : masters) {
            master.call(words);
        }
    }

    public void flushEverything() throws IOException {
        for (RedisServer master : masters) {
            master.flushEverything();
        }
    }

    @Override
    public void close() {
        masters.forEach(RedisServer::close);
    }
}
