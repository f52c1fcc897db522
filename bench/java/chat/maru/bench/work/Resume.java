package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.ServerUse;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.Pace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everybody but one of each room goes at once, that one publishes, and everybody comes back at once, to go on where
 * they were; meanwhile others talk in rooms of their own.
 */
final class Resume implements Work {
    private static final int ROOMS = 50;
    private static final int MEMBERS = 100;
    private static final int QUICK = 5;
    private static final int MESSAGES = 100;

    /** Until those who came have been told of each other, and the server has compiled what it uses. */
    private static final double WARM_UP_SECONDS = 5;

    private static final double CALM_SECONDS = 10;
    private static final double GONE_SECONDS = 5;
    private static final double SETTLE_SECONDS_MAX = 60;
    private static final int IN_SECONDS_MAX = 60;

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public String title() {
        return "5,000 members come back at once, each 100 messages behind";
    }

    @Override
    public List<String> peers() {
        return List.of("maru");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", rooms(options));
        parameters.put("membersPerRoom", options.number("members", MEMBERS));
        parameters.put("messagesBehind", MESSAGES);
        parameters.put("others", Bystanders.DESCRIPTION);
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("calmSeconds", options.seconds("seconds", CALM_SECONDS));
        return parameters;
    }

    private static int rooms(Options options) {
        return options.number("rooms", options.quick() ? ROOMS / QUICK : ROOMS);
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        int members = options.number("members", MEMBERS);
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "back-");
                Bystanders others = Bystanders.open(server, peer)) {
            crowd.notePositions();
            crowd.open(rooms(options), members + 1, IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            others.p99Ms(() -> crowd.run(Pace.SILENCE, options.seconds("warm-up", WARM_UP_SECONDS)));
            double calmSeconds = options.seconds("seconds", CALM_SECONDS);
            numbers.put("calmP99Ms", others.p99Ms(() -> crowd.run(Pace.SILENCE, calmSeconds)));
            fallBehind(crowd, members);
            ServerUse before = server.use();
            numbers.put("p99Ms", others.p99Ms(() -> numbers.put("caughtUpSeconds", crowd.comeBack(IN_SECONDS_MAX))));
            ServerUse after = server.use();
            numbers.put("serverCpuSeconds", after.cpuSeconds() - before.cpuSeconds());
            numbers.put("rssPeakBytes", after.rssPeakBytes());
            crowd.settle(1);
            Window.wrong(numbers, crowd, others.crowd());
        }
        return numbers;
    }

    private static void fallBehind(Crowd crowd, int members) throws IOException {
        crowd.leave(member -> member < members);
        crowd.run(Pace.SILENCE, GONE_SECONDS);
        for (int i = 0; i < MESSAGES; i++) {
            for (int room = 0; room < crowd.rooms(); room++) {
                crowd.publish(room, System.nanoTime());
            }
        }
        crowd.settle(SETTLE_SECONDS_MAX);
    }
}
