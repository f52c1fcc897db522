package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.AckLoop;
import chat.maru.bench.load.Acks;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.Text;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members who all publish, each as soon as the server has said that it keeps what it published before; beside it, what
 * the disk takes for that when it is asked directly, just before on the same machine.
 *
 * @param members of each room
 * @param inFlight publications of each member that have no ack
 */
record Publishing(String name, String title, List<String> peers, int rooms, int members, int inFlight) implements Work {
    private static final int OPEN_SECONDS_MAX = 60;
    private static final double WARM_UP_SECONDS = 10;
    private static final double SECONDS = 10;
    private static final double DRAIN_SECONDS = 5;
    private static final Set<String> OF_DELIVERIES =
            Set.of("deliveries", "deliveriesPerSecond", "deliveriesPerServerCpuSecond");

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        int inAll = options.number("rooms", rooms) * options.number("members", members);
        parameters.put("rooms", options.number("rooms", rooms));
        parameters.put("publishers", inAll);
        parameters.put("inFlight", options.number("in-flight", inFlight));
        parameters.put("textBytes", Text.LENGTH);
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("seconds", options.seconds("seconds", SECONDS));
        return parameters;
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        FsyncProbe.run(numbers);
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "")) {
            Acks acks = crowd.countAcks();
            int each = options.number("members", members);
            crowd.open(options.number("rooms", rooms), each, OPEN_SECONDS_MAX);
            crowd.probe(OPEN_SECONDS_MAX);
            crowd.drain(DRAIN_SECONDS);
            AckLoop pace = new AckLoop(options.number("in-flight", inFlight), each);
            crowd.run(pace, options.seconds("warm-up", WARM_UP_SECONDS));
            Window window = Window.open(server, crowd);
            crowd.run(pace, options.seconds("seconds", SECONDS));
            window.close();
            crowd.drain(options.seconds("drain", DRAIN_SECONDS));
            numbers.putAll(window.numbers());
            numbers.keySet().removeAll(OF_DELIVERIES);
            add(acks, crowd, numbers);
        }
        return numbers;
    }

    private static void add(Acks acks, Crowd crowd, Map<String, Object> numbers) {
        double cpu = Window.number(numbers, "serverCpuSeconds");
        numbers.put("acks", acks.count());
        numbers.put("acksPerSecond", Math.round(acks.count() / Window.number(numbers, "seconds")));
        numbers.put("acksPerServerCpuSecond", cpu > 0 ? Math.round(acks.count() / cpu) : 0L);
        Window.latencies(acks.latencies(), numbers);
        numbers.put("p99AboveProbeMs", Window.number(numbers, "p99Ms") - Window.number(numbers, "probeP99Ms"));
        numbers.merge("missing", crowd.unacked(), (a, b) -> (Long) a + (Long) b);
        numbers.merge("doubled", acks.doubledCount(), (a, b) -> (Long) a + (Long) b);
    }
}
