package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.ClosedLoop;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.OpenLoop;
import chat.maru.bench.load.Pace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rooms of equal size in which messages are published at one pace.
 *
 * @param inFlight publications in flight in each room; 0 for those by a timetable
 * @param rate publications a second over all rooms, by a timetable; 0 for those in flight
 * @param busySeconds how long as much as goes is published first, eight in flight, so that a server that compiles while
 *     it runs is measured when it has done so; 0 where a server shall have just started
 * @param warmUpSeconds at the pace of the window, before it
 * @param seconds of the window
 */
public record Talking(
        String name,
        String title,
        List<String> peers,
        int rooms,
        int members,
        int inFlight,
        int rate,
        double busySeconds,
        double warmUpSeconds,
        double seconds)
        implements Work {
    private static final int TEXT_BYTES = 84;
    private static final int OPEN_SECONDS_MAX = 120;
    private static final int PROBE_SECONDS_MAX = 60;
    private static final double DRAIN_SECONDS = 5;
    private static final int QUICK = 5;
    private static final int BUSY_IN_FLIGHT = 8;

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", roomCount(options));
        parameters.put("membersPerRoom", memberCount(options));
        if (rate > 0) {
            parameters.put("messagesPerSecond", options.number("rate", rate));
        } else {
            parameters.put("inFlight", options.number("in-flight", inFlight));
        }
        parameters.put("textBytes", TEXT_BYTES);
        parameters.put("busySeconds", busySeconds(options));
        parameters.put("warmUpSeconds", options.seconds("warm-up", warmUpSeconds));
        parameters.put("seconds", options.seconds("seconds", seconds));
        return parameters;
    }

    private int roomCount(Options options) {
        return options.number("rooms", options.quick() && rooms > 1 ? rooms / QUICK : rooms);
    }

    private int memberCount(Options options) {
        return options.number("members", options.quick() && rooms == 1 ? members / QUICK : members);
    }

    private double busySeconds(Options options) {
        return options.quick() ? 0 : busySeconds;
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "")) {
            crowd.open(roomCount(options), memberCount(options), OPEN_SECONDS_MAX);
            crowd.probe(PROBE_SECONDS_MAX);
            Pace pace = rate > 0
                    ? new OpenLoop(options.number("rate", rate))
                    : new ClosedLoop(Math.min(peer.inFlightMax(), options.number("in-flight", inFlight)));
            crowd.run(new ClosedLoop(Math.min(peer.inFlightMax(), BUSY_IN_FLIGHT)), busySeconds(options));
            crowd.run(pace, options.seconds("warm-up", warmUpSeconds));
            Window window = Window.open(server, crowd);
            crowd.run(pace, options.seconds("seconds", seconds));
            window.close();
            crowd.drain(options.seconds("drain", DRAIN_SECONDS));
            return window.numbers();
        }
    }
}
