package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Some of Maru's runnable WARs that share rooms through one redis-server. That is what {@link #launch} starts; whoever
 * measures starts the nodes, {@link #node}, on it. Stateless.
 */
public final class Cluster implements Peer {
    private static final List<String> OPTIONS =
            List.of("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", "--save", "");

    private final int nodes;
    private final List<String> maruFlags;

    /**
     * @param nodes how many
     * @param maruFlags of the Java virtual machines
     */
    Cluster(int nodes, List<String> maruFlags) {
        this.nodes = nodes;
        this.maruFlags = maruFlags;
    }

    /** How many nodes there are to be. */
    public int nodes() {
        return nodes;
    }

    /** One of them, which keeps everything in the redis-server on that port of 127.0.0.1. */
    public Peer node(int redisPort) {
        return new MaruPeer(
                name(), "Redis, maru.v1", dialect(), maruFlags, List.of("maru.log=redis://127.0.0.1:" + redisPort));
    }

    @Override
    public String name() {
        return "maru-" + nodes + (nodes == 1 ? "-node" : "-nodes");
    }

    @Override
    public String title() {
        String version = Tool.say(binary(), "--version").replaceFirst(".*\\bv=(\\S+).*", "$1");
        return nodes + (nodes == 1 ? " node" : " nodes") + " of Maru on redis-server " + version;
    }

    @Override
    public List<String> settings() {
        List<String> settings =
                new ArrayList<>(List.of("nodes=" + nodes, "redis-server " + String.join(" ", OPTIONS) + "\"\""));
        node(0).settings().stream()
                .filter(setting -> !setting.startsWith("maru.log="))
                .forEach(settings::add);
        return settings;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(binary()))) {
            throw new IOException("redis-server is missing: apt-get install --no-install-recommends redis-server,"
                    + " or name another by MARU_TEST_REDIS");
        }
        node(0).prepare();
    }

    /** The redis-server that the tests take, or the one on the path. */
    private static String binary() {
        return System.getenv().getOrDefault("MARU_TEST_REDIS", Tool.REDIS.anywhere());
    }

    @Override
    public Launch launch(int port, Path work) {
        List<String> command = Stream.of(
                        Stream.of(binary(), "--bind", "127.0.0.1", "--port", Integer.toString(port)),
                        Stream.of("--dir", work.toAbsolutePath().toString(), "--daemonize", "no"),
                        OPTIONS.stream())
                .flatMap(words -> words)
                .toList();
        return new Launch(command, Map.of(), work);
    }

    @Override
    public Dialect dialect() {
        return new MaruDialect();
    }
}
