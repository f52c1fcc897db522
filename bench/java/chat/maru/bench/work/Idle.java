package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.Pace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What members cost who are there and silent: resident memory above that of the server before anybody came, both after
 * all garbage has been collected. That they live is seen in the end by a message to some of the rooms.
 */
final class Idle implements Work {
    private static final int ROOMS = 1000;
    private static final int MEMBERS = 10;
    private static final int QUICK = 10;
    private static final int IN_SECONDS_MAX = 180;
    private static final double QUIET_SECONDS = 5;
    private static final int LIVE_ROOMS = 20;
    private static final double DRAIN_SECONDS = 10;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "10,000 silent members in 1,000 rooms: memory of each";
    }

    @Override
    public List<String> peers() {
        return List.of(
                "maru", "tomcat-naive", "maru-jetty", "maru-undertow", "ws", "socketio", "nchan", "spring-stomp");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", rooms(options));
        parameters.put("membersPerRoom", options.number("members", MEMBERS));
        parameters.put("quietSeconds", options.seconds("seconds", QUIET_SECONDS));
        return parameters;
    }

    private static int rooms(Options options) {
        return options.number("rooms", options.quick() ? ROOMS / QUICK : ROOMS);
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        int rooms = rooms(options);
        int connections = rooms * options.number("members", MEMBERS);
        Rest empty = Rest.of(server);
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "")) {
            crowd.open(rooms, options.number("members", MEMBERS), IN_SECONDS_MAX);
            crowd.run(Pace.SILENCE, options.seconds("seconds", QUIET_SECONDS));
            Rest full = Rest.of(server);
            for (int room = 0; room < Math.min(LIVE_ROOMS, rooms); room++) {
                crowd.publish(room, System.nanoTime());
            }
            crowd.drain(DRAIN_SECONDS);
            return numbers(empty, full, connections, crowd);
        }
    }

    private static Map<String, Object> numbers(Rest empty, Rest full, int connections, Crowd crowd) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("connections", connections);
        numbers.put("bytesPerConnection", Math.round((full.rssBytes - empty.rssBytes) / (double) connections));
        if (full.heapBytes > 0) {
            numbers.put(
                    "heapBytesPerConnection", Math.round((full.heapBytes - empty.heapBytes) / (double) connections));
            numbers.put("threads", full.threads);
        }
        numbers.put("emptyRssBytes", empty.rssBytes);
        numbers.put("rssBytes", full.rssBytes);
        Window.wrong(numbers, crowd);
        return numbers;
    }

    /** A server that does nothing. Heap and threads of one that is no Java are 0. */
    private record Rest(long rssBytes, long heapBytes, long threads) {
        static Rest of(ServerProcess server) throws IOException {
            Jcmd java = new Jcmd(server);
            if (!java.isJava()) {
                return new Rest(server.use().rssBytes(), 0, 0);
            }
            java.collect();
            long heapBytes = java.heapBytes();
            return new Rest(server.use().rssBytes(), heapBytes, java.threads());
        }
    }
}
