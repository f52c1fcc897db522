package chat.maru.bench.work;

import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.ServerUse;
import chat.maru.bench.peer.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a cluster, started for one run on a redis-server that is up. Owned by one thread. */
final class RunningNodes implements AutoCloseable {
    private static final Path WORK = Path.of("target", "bench", "run");

    private final ServerProcess redis;
    private final List<ServerProcess> nodes = new ArrayList<>();

    private RunningNodes(ServerProcess redis) {
        this.redis = redis;
    }

    /** Starts them one after the other and waits until each accepts. */
    static RunningNodes start(ServerProcess redis, Peer peer) throws IOException {
        if (!(peer instanceof Cluster cluster)) {
            throw new IllegalArgumentException(peer.name() + " is no cluster");
        }
        RunningNodes all = new RunningNodes(redis);
        try {
            for (int i = 1; i <= cluster.nodes(); i++) {
                Path directory = WORK.resolve(peer.name() + "-" + i).toAbsolutePath();
                all.nodes.add(ServerProcess.start(cluster.node(redis.port()), directory));
            }
            return all;
        } catch (InterruptedException e) {
            all.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node started", e);
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    ServerProcess redis() {
        return redis;
    }

    List<Integer> ports() {
        return nodes.stream().map(ServerProcess::port).toList();
    }

    /** Of all nodes, without Redis. */
    double cpuSeconds() {
        return nodes.stream()
                .map(ServerProcess::use)
                .mapToDouble(ServerUse::cpuSeconds)
                .sum();
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
    }
}
