package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.Crowd;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Rooms that come and go: in each somebody joins, publishes one message, has it back and leaves, so that the server has
 * to forget the room. What it keeps is seen in its heap after all garbage has been collected, at five points on the
 * way; growth counts from the second, behind which caches that have a bound of some thousands are as full as they get.
 */
final class Churn implements Work {
    private static final int ROOMS = 10_000;
    private static final int STEPS = 4;
    private static final int QUICK = 10;
    private static final int FIRST_ROOMS = 500;
    private static final int AT_A_TIME = 100;
    private static final int IN_SECONDS_MAX = 60;
    private static final double DRAIN_SECONDS = 30;

    /** What a room is on the heap; nobody but Maru's own has any. */
    private static final String ROOM = "chat.maru.room.Room";

    /** The server's own, which is always open. */
    private static final int OWN_ROOMS = 1;

    private static final int RETIRED_SECONDS_MAX = 30;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public String title() {
        return "10,000 rooms opened and retired: what stays of them";
    }

    @Override
    public List<String> peers() {
        return List.of("maru");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", rooms(options));
        parameters.put("atATime", AT_A_TIME);
        parameters.put("thrownAwayBefore", FIRST_ROOMS);
        return parameters;
    }

    private static int rooms(Options options) {
        return options.number("rooms", options.quick() ? ROOMS / QUICK : ROOMS);
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        Jcmd java = new Jcmd(server);
        int each = Math.max(1, rooms(options) / STEPS / AT_A_TIME) * AT_A_TIME;
        comeAndGo(options.quick() ? AT_A_TIME : FIRST_ROOMS, "first-", server, peer, numbers);
        long[] heap = new long[STEPS + 1];
        heap[0] = heapBytes(java);
        numbers.put("heap0Bytes", heap[0]);
        for (int step = 1; step <= STEPS; step++) {
            comeAndGo(each, "step" + step + "-", server, peer, numbers);
            heap[step] = heapBytes(java);
            numbers.put("heap" + step * each + "Bytes", heap[step]);
        }
        numbers.put("heapGrowthBytes", heap[STEPS] - heap[1]);
        numbers.put("bytesPerRoom", (heap[STEPS] - heap[1]) / (each * (STEPS - 1.0)));
        numbers.put("roomsStillOpen", java.instances(ROOM) - OWN_ROOMS);
        numbers.put("rssBytes", server.use().rssBytes());
        return numbers;
    }

    private static void comeAndGo(
            int rooms, String prefix, ServerProcess server, Peer peer, Map<String, Object> numbers) throws IOException {
        for (int batch = 0; batch < rooms / AT_A_TIME; batch++) {
            try (Crowd crowd = new Crowd(server.port(), peer.dialect(), prefix + batch + "-")) {
                crowd.open(AT_A_TIME, 1, IN_SECONDS_MAX);
                for (int room = 0; room < AT_A_TIME; room++) {
                    crowd.publish(room, System.nanoTime());
                }
                crowd.drain(DRAIN_SECONDS);
                Map<String, Object> wrong = new LinkedHashMap<>();
                Window.wrong(wrong, crowd);
                Window.addWrong(numbers, wrong);
            }
        }
    }

    /** When the server has noticed that the last one left each room, or so long. */
    private static long heapBytes(Jcmd java) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RETIRED_SECONDS_MAX);
        while (java.instances(ROOM) > OWN_ROOMS && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        java.collect();
        return java.heapBytes();
    }
}
