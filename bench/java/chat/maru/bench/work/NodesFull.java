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

/**
 * As much as goes on one, two and three nodes that share a Redis: many rooms, then one busy room. All nodes have
 * members of every room, and members at all of them publish, each as soon as its last message is acknowledged; how many
 * do is the same for any number of nodes.
 */
final class NodesFull implements Work {
    private static final int ROOMS = 200;
    private static final int MEMBERS = 20;
    private static final int QUICK = 5;

    /** Of each room; over all rooms each of three nodes has a third of them, and each of two the half. */
    private static final int PUBLISHERS = 3;

    private static final int BUSY_PUBLISHERS = 12;
    private static final int BUSY_IN_FLIGHT = 8;
    private static final double WARM_UP_SECONDS = 15;
    private static final double SECONDS = 15;
    private static final double DRAIN_SECONDS = 30;
    private static final int IN_SECONDS_MAX = 120;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public String title() {
        return "1 to 3 nodes on one Redis, 200 rooms of 20 members, as much as goes";
    }

    @Override
    public List<String> peers() {
        return List.of("maru-1-node", "maru-2-nodes", "maru-3-nodes");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", rooms(options));
        parameters.put("membersPerRoom", options.number("members", MEMBERS));
        parameters.put("publishersPerRoom", PUBLISHERS);
        parameters.put(
                "busyRoom",
                "1 of " + MEMBERS + " members, of whom " + BUSY_PUBLISHERS + " publish, " + BUSY_IN_FLIGHT
                        + " in flight each");
        parameters.put("textBytes", Text.LENGTH);
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("seconds", options.seconds("seconds", SECONDS));
        return parameters;
    }

    private static int rooms(Options options) {
        return options.number("rooms", options.quick() ? ROOMS / QUICK : ROOMS);
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        try (RunningNodes nodes = RunningNodes.start(server, peer)) {
            int members = options.number("members", MEMBERS);
            Map<String, Object> numbers =
                    part("many-", rooms(options), members, new AckLoop(1, PUBLISHERS), nodes, peer, options);
            AckLoop busy = new AckLoop(BUSY_IN_FLIGHT, BUSY_PUBLISHERS);
            Map<String, Object> one = part("busy-", 1, MEMBERS, busy, nodes, peer, options);
            Window.keep(numbers, "busy", one, List.of("acksPerSecond", "acksPerRedisCpuSecond", "ackP99Ms"));
            Window.addWrong(numbers, one);
            Window.addGenerator(numbers, one);
            return numbers;
        }
    }

    private static Map<String, Object> part(
            String prefix, int rooms, int members, AckLoop pace, RunningNodes nodes, Peer peer, Options options)
            throws IOException {
        try (Crowd crowd = new Crowd(nodes.ports(), peer.dialect(), prefix)) {
            Acks acks = crowd.countAcks();
            crowd.open(rooms, members, IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            crowd.drain(DRAIN_SECONDS);
            crowd.run(pace, options.seconds("warm-up", WARM_UP_SECONDS));
            ClusterWindow window = ClusterWindow.open(nodes, crowd, acks);
            crowd.run(pace, options.seconds("seconds", SECONDS));
            window.close();
            crowd.drain(DRAIN_SECONDS);
            return window.numbers();
        }
    }
}
