package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.ClosedLoop;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.OpenLoop;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a delivery costs when rooms grow, and when there are more of them: the same number of deliveries a second in
 * each step, by a timetable, one step after the other on one server, which has been warmed up by a step that is thrown
 * away.
 */
final class Growth implements Work {
    private static final double WARM_UP_SECONDS = 2;
    private static final double SECONDS = 8;
    private static final double DRAIN_SECONDS = 10;
    private static final int IN_SECONDS_MAX = 120;
    private static final double MICROS = 1e6;
    private static final double ROUNDING = 1e3;
    private static final int FIRST_ROOMS = 100;
    private static final int FIRST_MEMBERS = 10;
    private static final double FIRST_SECONDS = 15;
    private static final List<Step> MEMBERS =
            List.of(new Step(1, 10, 1000), new Step(1, 100, 100), new Step(1, 1000, 10), new Step(1, 5000, 2));
    private static final List<Step> ROOMS =
            List.of(new Step(1, 4, 1000), new Step(10, 4, 1000), new Step(100, 4, 1000), new Step(2000, 4, 1000));

    private record Step(int rooms, int members, int messagesPerSecond) {
        String name() {
            return "cpuMicrosPerDelivery" + rooms + "x" + members;
        }
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "Cost of a delivery from 10 to 5,000 members in a room, and from 1 to 2,000 rooms of 4 members";
    }

    @Override
    public List<String> peers() {
        return List.of("maru", "limit");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        return Map.of(
                "steps", MEMBERS + ", " + ROOMS,
                "seconds", options.seconds("seconds", SECONDS),
                "warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        warmUp(server, peer, options);
        growth("growthMembers", MEMBERS, server, peer, options, numbers);
        growth("growthRooms", ROOMS, server, peer, options, numbers);
        return numbers;
    }

    /** Compiles what is used: a server that was just started would seem to become cheaper with every step. */
    private static void warmUp(ServerProcess server, Peer peer, Options options) throws IOException {
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "first-")) {
            crowd.open(FIRST_ROOMS, FIRST_MEMBERS, IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            crowd.run(new ClosedLoop(1), options.quick() ? 1 : FIRST_SECONDS);
            crowd.drain(DRAIN_SECONDS);
        }
    }

    private static void growth(
            String name,
            List<Step> steps,
            ServerProcess server,
            Peer peer,
            Options options,
            Map<String, Object> numbers)
            throws IOException {
        double first = 0;
        double last = 0;
        for (Step step : steps) {
            Map<String, Object> one = step(step, name + step.rooms + "x" + step.members + "-", server, peer, options);
            last = number(one, "serverCpuSeconds") / Math.max(1, number(one, "deliveries")) * MICROS;
            first = first == 0 ? last : first;
            numbers.put(step.name(), rounded(last));
            for (String wrong : List.of("missing", "doubled", "reordered")) {
                numbers.merge(wrong, one.getOrDefault(wrong, 0L), (a, b) -> (Long) a + (Long) b);
            }
        }
        numbers.put(name, rounded(first > 0 ? last / first : 0));
    }

    private static Map<String, Object> step(Step step, String rooms, ServerProcess server, Peer peer, Options options)
            throws IOException {
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), rooms)) {
            crowd.open(step.rooms, step.members, IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            OpenLoop pace = new OpenLoop(step.messagesPerSecond);
            crowd.run(pace, options.seconds("warm-up", WARM_UP_SECONDS));
            Window window = Window.open(server, crowd);
            crowd.run(pace, options.seconds("seconds", SECONDS));
            window.close();
            crowd.drain(DRAIN_SECONDS);
            return window.numbers();
        }
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }

    private static double number(Map<String, Object> of, String name) {
        return of.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
