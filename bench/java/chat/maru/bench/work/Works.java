package chat.maru.bench.work;

import java.util.List;

/** All that can be measured. Stateless. */
public final class Works {
    private static final List<String> FAN_OUT = List.of(
            "maru",
            "maru-memory",
            "maru-plain",
            "limit",
            "limit-direct",
            "nchan",
            "ws",
            "socketio",
            "tomcat-naive",
            "spring-stomp",
            "channels");

    private static final List<String> ROOMS =
            List.of("maru", "maru-memory", "limit-direct", "nchan", "ws", "socketio", "spring-stomp");

    private static final List<String> LATENCY =
            List.of("maru", "maru-memory", "nchan", "ws", "socketio", "tomcat-naive", "spring-stomp");

    private static final List<String> KEEPING = List.of("maru", "maru-memory");

    private Works() {}

    public static List<Work> all() {
        return List.of(
                new Talking("fanout", "One room of 1,000 members, as much as goes", FAN_OUT, 1, 1000, 8, 0, 0, 10, 6),
                new Talking(
                        "fanout-plain",
                        "One room of 1,000 members, one frame for each message",
                        List.of("maru-plain", "nchan", "ws", "socketio"),
                        1,
                        1000,
                        8,
                        0,
                        0,
                        10,
                        6),
                new Talking("rooms", "500 rooms of 10 members, as much as goes", ROOMS, 500, 10, 1, 0, 0, 25, 8),
                new Talking(
                        "latency", "One room of 200 members, 20 messages a second", LATENCY, 1, 200, 0, 20, 12, 15, 10),
                new Talking(
                        "saturation",
                        "One room of 1,000 members at a fixed rate, a server that has just started",
                        List.of("maru", "maru-memory", "limit"),
                        1,
                        1000,
                        0,
                        2000,
                        0,
                        5,
                        10),
                new Growth(),
                new Publishing("publish", "64 publishers in 8 rooms, until all is fsynced", KEEPING, 8, 8, 2),
                new Publishing("publish-one", "One publisher, one message at a time, fsynced", KEEPING, 1, 1, 1),
                new Idle(),
                new Slow(),
                new Churn(),
                new Resume(),
                new Servers(),
                new NodesFull(),
                new NodesPaced());
    }
}
