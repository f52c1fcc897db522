package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import chat.maru.bench.load.Crowd;
import chat.maru.bench.load.OpenLoop;
import chat.maru.bench.load.Reader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A room in which some do not read: what the others notice, what the server keeps for the slow, and whether these get
 * all they missed when they come back. Texts are long, so that no buffer on the way hides that nobody reads.
 */
final class Slow implements Work {
    private static final int MEMBERS = 200;
    private static final int RATE = 100;
    private static final int TEXT_LENGTH = 4000;
    private static final double WARM_UP_SECONDS = 5;
    private static final double SECONDS = 20;
    private static final double DRAIN_SECONDS = 10;
    private static final int IN_SECONDS_MAX = 60;

    /** One in twenty stalls, and one in twenty reads a little. */
    private static final int ONE_IN = 20;

    private static final int BUFFER_BYTES = 4096;
    private static final Reader STALLED = new Reader(0, BUFFER_BYTES);
    private static final Reader SIPPING = new Reader(1024, BUFFER_BYTES);

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String title() {
        return "One room of 200 members, of whom 10 stall and 10 read 1 KiB a second";
    }

    @Override
    public List<String> peers() {
        return List.of("maru");
    }

    @Override
    public Map<String, Object> parameters(Options options) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rooms", 1);
        parameters.put("membersPerRoom", options.number("members", MEMBERS));
        parameters.put("messagesPerSecond", options.number("rate", RATE));
        parameters.put("textBytes", options.number("text", TEXT_LENGTH));
        parameters.put("warmUpSeconds", options.seconds("warm-up", WARM_UP_SECONDS));
        parameters.put("calmSeconds", options.seconds("seconds", SECONDS) / 2);
        parameters.put("seconds", options.seconds("seconds", SECONDS));
        return parameters;
    }

    @Override
    public Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException {
        Map<String, Object> numbers = new LinkedHashMap<>();
        try (Crowd crowd = new Crowd(server.port(), peer.dialect(), "")) {
            crowd.textLength(options.number("text", TEXT_LENGTH));
            crowd.notePositions();
            crowd.readers(Slow::reader);
            crowd.open(1, options.number("members", MEMBERS), IN_SECONDS_MAX);
            crowd.probe(IN_SECONDS_MAX);
            int rate = options.number("rate", RATE);
            crowd.run(new OpenLoop(rate), options.seconds("warm-up", WARM_UP_SECONDS));
            Map<String, Object> calm = phase(server, crowd, rate, options.seconds("seconds", SECONDS) / 2);
            long heapBefore = heapBytes(server);
            crowd.slowDown();
            numbers.putAll(phase(server, crowd, rate, options.seconds("seconds", SECONDS)));
            numbers.put("calmP99Ms", calm.get("p99Ms"));
            numbers.put("heapGrowthBytes", heapBytes(server) - heapBefore);
            numbers.put("slowConnections", crowd.slowOpen());
            comeBack(crowd, numbers);
        }
        return numbers;
    }

    private static Reader reader(int member) {
        return switch (member % ONE_IN) {
            case 1 -> STALLED;
            case 2 -> SIPPING;
            default -> Reader.EAGER;
        };
    }

    private static Map<String, Object> phase(ServerProcess server, Crowd crowd, int rate, double seconds)
            throws IOException {
        Window window = Window.open(server, crowd);
        crowd.run(new OpenLoop(rate), seconds);
        window.close();
        crowd.drain(DRAIN_SECONDS);
        Map<String, Object> numbers = window.numbers();
        numbers.keySet().removeIf(name -> name.startsWith("deliveriesPer"));
        return numbers;
    }

    private static long heapBytes(ServerProcess server) throws IOException {
        Jcmd java = new Jcmd(server);
        java.collect();
        return java.heapBytes();
    }

    private static void comeBack(Crowd crowd, Map<String, Object> numbers) throws IOException {
        crowd.leave(member -> !reader(member).equals(Reader.EAGER));
        numbers.put("behindOnLeave", crowd.lost());
        numbers.put("comeBackSeconds", crowd.comeBack(IN_SECONDS_MAX));
        numbers.put("lostOnResume", crowd.lost());
        Window.wrong(numbers, crowd);
        numbers.put("missing", crowd.missing() + crowd.lost());
    }
}
