package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.Acks;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.OpenLoop;
import chat.maru.bench.load.Text;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two nodes that share a Redis, at a rate by the timetable and then at a tenth of it: whether everybody gets everything
 * once, and how long a message takes to members at the other node than its publisher's.
 */
final class NodesPaced implements Work {
    private static final int ROOMS = 200;
    private static final int MEMBERS = 20;
    private static final int RATE = 2000;
    private static final int TENTH = 10;
    private static final int QUICK = 5;
    private static final List<String> KEPT_OF_TENTH =
            List.of("acksPerSecond", "p50Ms", "p99Ms", "acrossP99Ms", "ackP99Ms", "acksPerRedisCpuSecond");
    private static final double WARM_UP_SECONDS = 15;
    private static final double SECONDS = 60;
    private static final double TENTH_SECONDS = 30;
    private static final double DRAIN_SECONDS = 60;
    private static final int IN_SECONDS_MAX = 120;

    @Override
    public String name() {
        return "nodes-paced";
    }

    @Override
    public String title() {
        return "2 nodes on one Redis, 200 rooms of 20 members over both, 2,000 messages a second and a tenth of it";
    }

    @Override
    public List<String> peers() {
        return List.of("maru-2-nodes");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", rooms(options));
        parameters.put("membersPerRoom", options.number("members", MEMBERS));
        parameters.put("messagesPerSecond", rate(options));
        parameters.put("textBytes", Text.LENGTH);
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("seconds", options.seconds("seconds", SECONDS));
        parameters.put("secondsAtATenth", tenthSeconds(options));
        return parameters;
    }

    private static int rooms(Options options) {
        return options.number("rooms", options.quick() ? ROOMS / QUICK : ROOMS);
    }

    private static int rate(Options options) {
        return options.number("rate", options.quick() ? RATE / QUICK : RATE);
    }

    private static double tenthSeconds(Options options) {
        return Math.min(TENTH_SECONDS, options.seconds("seconds", SECONDS));
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        try (RunningNodes nodes = RunningNodes.start(server, peer);
                Crowd crowd = new Crowd(nodes.ports(), peer.dialect(), "")) {
            Acks acks = crowd.countAcks();
            crowd.open(rooms(options), options.number("members", MEMBERS), IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            crowd.drain(DRAIN_SECONDS);
            int rate = rate(options);
            crowd.run(new OpenLoop(rate), options.seconds("warm-up", WARM_UP_SECONDS));
            Map<String, Object> numbers =
                    window(nodes, crowd, acks, new OpenLoop(rate), options.seconds("seconds", SECONDS));
            double tenth = Math.max(1, rate / TENTH);
            Map<String, Object> calm = window(nodes, crowd, acks, new OpenLoop(tenth), tenthSeconds(options));
            Window.keep(numbers, "tenth", calm, KEPT_OF_TENTH);
            // The crowd counts from its first message on, so the last count has everything.
            Window.keep(numbers, "", calm, Window.WRONG);
            Window.addGenerator(numbers, calm);
            return numbers;
        }
    }

    private static Map<String, Object> window(RunningNodes nodes, Crowd crowd, Acks acks, OpenLoop pace, double seconds)
            throws IOException {
        ClusterWindow window = ClusterWindow.open(nodes, crowd, acks);
        crowd.run(pace, seconds);
        window.close();
        crowd.drain(DRAIN_SECONDS);
        return window.numbers();
    }
}
