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
 * What a delivery costs when rooms grow, and when there are more of them. All that could make two steps unlike is the
 * same in both: the messages and how long they are, deliveries a second by a timetable, and how many members are
 * connected; those who have no part in a step sit in silent rooms beside it. As much as goes would not do: with more
 * members more messages share a write, and what is compared would be how much the server lags. One step follows the
 * other on one server, which has been warmed up by a step that is thrown away.
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
    private static final int SILENT_ROOM_MEMBERS = 1000;
    private static final int QUICK = 10;
    private static final int QUICK_STEPS = 2;

    /** 10,000 deliveries a second. */
    private static final List<Step> MEMBERS =
            List.of(new Step(1, 10, 1000), new Step(1, 100, 100), new Step(1, 1000, 10), new Step(1, 5000, 2));

    private static final int MEMBERS_IN_ALL = 5000;

    /** 4,000 deliveries a second. */
    private static final List<Step> ROOMS =
            List.of(new Step(1, 4, 1000), new Step(10, 4, 1000), new Step(100, 4, 1000), new Step(2000, 4, 1000));

    private static final int ROOMS_IN_ALL = 8000;

    /**
     * Of the rooms that talk.
     *
     * @param messagesPerSecond over all of them
     */
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
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", MEMBERS + ", " + ROOMS);
        parameters.put("connectedInEachStep", MEMBERS_IN_ALL + " and " + ROOMS_IN_ALL);
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("seconds", options.seconds("seconds", SECONDS));
        return parameters;
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        warmUp(server, peer, options);
        growth("growthMembers", MEMBERS, MEMBERS_IN_ALL, server, peer, options, numbers);
        growth("growthRooms", ROOMS, ROOMS_IN_ALL, server, peer, options, numbers);
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

    /** Adds what each step costs, and the dearest of the later ones as a multiple of the first. */
    private static void growth(
            String name,
            List<Step> steps,
            int inAll,
            ServerProcess server,
            Peer peer,
            Options options,
            Map<String, Object> numbers)
            throws IOException {
        double first = 0;
        double dearest = 0;
        for (Step step : steps.subList(0, options.quick() ? QUICK_STEPS : steps.size())) {
            String rooms = name + step.rooms + "x" + step.members + "-";
            Map<String, Object> one = step(step, inAll / (options.quick() ? QUICK : 1), rooms, server, peer, options);
            double cost = Window.number(one, "serverCpuSeconds") / Math.max(1, Window.number(one, "deliveries"));
            dearest = first > 0 ? Math.max(dearest, cost) : 0;
            first = first > 0 ? first : cost;
            numbers.put(step.name(), rounded(cost * MICROS));
            Window.addWrong(numbers, one);
            Window.addGenerator(numbers, one);
        }
        numbers.put(name, rounded(first > 0 ? dearest / first : 0));
    }

    private static Map<String, Object> step(
            Step step, int inAll, String rooms, ServerProcess server, Peer peer, Options options) throws IOException {
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), rooms)) {
            crowd.open(step.rooms, step.members, IN_SECONDS_MAX);
            int silent = Math.max(0, inAll - step.rooms * step.members);
            crowd.open(silent / SILENT_ROOM_MEMBERS, SILENT_ROOM_MEMBERS, IN_SECONDS_MAX);
            crowd.open(Math.min(1, silent % SILENT_ROOM_MEMBERS), silent % SILENT_ROOM_MEMBERS, IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            OpenLoop pace = new OpenLoop(step.messagesPerSecond, step.rooms);
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
}
