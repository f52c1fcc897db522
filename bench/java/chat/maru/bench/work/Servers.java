package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same web application in one embedded server after the other: how long each takes to be ready, what it weighs, and
 * four of the other works on it, shorter than alone. A run of one server goes through all of it in one process.
 */
final class Servers implements Work {
    private static final List<String> NO_PEERS = List.of();
    private static final List<Part> PARTS = List.of(
            new Part("", new Idle(), List.of("emptyRssBytes", "bytesPerConnection", "heapBytesPerConnection")),
            new Part(
                    "rooms",
                    new Talking("rooms", "", NO_PEERS, 500, 10, 1, 0, 0, 20, 8),
                    List.of("deliveriesPerServerCpuSecond")),
            new Part(
                    "fanout",
                    new Talking("fanout", "", NO_PEERS, 1, 1000, 8, 0, 0, 10, 6),
                    List.of("deliveriesPerServerCpuSecond", "deliveriesPerSecond")),
            new Part(
                    "latency",
                    new Talking("latency", "", NO_PEERS, 1, 200, 0, 20, 0, 5, 10),
                    List.of("p50Ms", "p99Ms")));

    /**
     * Another work on the same server.
     *
     * @param prefix of its numbers' names here
     * @param keys those of its numbers that are kept
     */
    private record Part(String prefix, Work work, List<String> keys) {}

    @Override
    public String name() {
        return "servers";
    }

    @Override
    public String title() {
        return "The same WAR in three embedded servers";
    }

    @Override
    public List<String> peers() {
        return List.of("maru", "maru-jetty", "maru-undertow");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Part part : PARTS) {
            StringBuilder said = new StringBuilder();
            part.work
                    .parameters(options)
                    .forEach((name, value) -> said.append(said.isEmpty() ? "" : "; ")
                            .append(name)
                            .append(' ')
                            .append(value));
            parameters.put(
                    "of" + Character.toUpperCase(part.work.name().charAt(0))
                            + part.work.name().substring(1),
                    said.toString());
        }
        return parameters;
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("readySeconds", server.readySeconds());
        numbers.put("readyCpuSeconds", server.use().cpuSeconds());
        List<Long> jars = peer.serverJars();
        numbers.put("serverJars", jars.size());
        numbers.put("serverJarBytes", jars.stream().mapToLong(Long::longValue).sum());
        for (Part part : PARTS) {
            Map<String, Object> of = part.work.run(server, peer, options);
            Window.keep(numbers, part.prefix, of, part.keys);
            Window.addWrong(numbers, of);
            Window.addGenerator(numbers, of);
        }
        return numbers;
    }
}
