package chat.maru.log;

import chat.maru.log.NodeCounts.Event;
import chat.maru.room.SimulatedVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Three nodes, one Redis, some who write and some who read, on virtual time and one thread, driven by a seed: one seed
 * is one run. What is random in the product itself, epochs and salts, is only ever compared. One thread.
 */
final class NodeSimulation {
    static final int NODES = 3;
    private static final int AUTHORS = 3;
    private static final int VISITORS = 4;
    private static final int STEP_MICROS = 20_000;
    private static final int END_MILLIS = 180_000;
    /** After that everybody has to agree: the check's period, a new connection, and the ways. */
    private static final int QUIET_MICROS = (SimulatedNode.CHECK_MILLIS + 1_000) * 1_000;

    private final SplittableRandom random;
    private final NodeCounts counts;
    private final List<String> traces;
    private final SimulatedTime time = new SimulatedTime();
    private final NodeTruth truth = new NodeTruth(this);
    private final SimulatedWeather weather;
    private final SimulatedNode[] nodes = new SimulatedNode[NODES];
    private final List<SimulatedAuthor> authors = new ArrayList<>();
    private final List<NodeVisit> visits = new ArrayList<>();
    private final Map<String, String> nicks = new HashMap<>();
    private SimulatedServer primary;
    private long outages;
    private long awayUntilMillis;
    private int births;
    private boolean isCalm;
    private String wrong;

    /** @param traces takes what happens, or {@code null} where nobody reads it */
    NodeSimulation(long seed, SimulatedFault fault, NodeCounts counts, List<String> traces) {
        random = new SplittableRandom(seed);
        this.counts = counts;
        this.traces = traces;
        weather = SimulatedWeather.of(random);
        trace(weather::toString);
        primary = new SimulatedServer(fault, this::published);
    }

    /** What went wrong, or {@code null}. */
    String run() {
        for (int i = 0; i < NODES; i++) {
            birth(i);
        }
        for (int i = 0; i < AUTHORS; i++) {
            SimulatedAuthor author = new SimulatedAuthor(author(i), 6 + draw(20), this);
            authors.add(author);
            time.in(draw(300_000), author::next);
        }
        for (int i = 0; i < VISITORS; i++) {
            visits.add(new NodeVisit(i, this));
        }
        new NodeTroubles(this, weather).begin();
        while (wrong == null && !authors.stream().allMatch(SimulatedAuthor::isDone)) {
            time.passes(STEP_MICROS);
            if (time.millis() > END_MILLIS) {
                wrong("somebody waits forever for an answer");
            }
        }
        isCalm = true;
        trace(() -> "calm");
        calm();
        time.end();
        return wrong;
    }

    private void calm() {
        // Those that are cut are not for longer than that, and those that have crashed are back.
        long until = time.millis() + NodeTroubles.LONGEST_MILLIS;
        while (wrong == null && (time.millis() < until || aliveNodes().size() < NODES)) {
            time.passes(STEP_MICROS);
        }
        // A loss is noticed by who has the room open, or opens it.
        aliveNodes().forEach(node -> node.hall().stay());
        visits.forEach(NodeVisit::come);
        time.passes(QUIET_MICROS);
        if (wrong == null) {
            new NodeAgreement(this).check();
        }
    }

    /** Starts a node in that place, as soon as it can. */
    void birth(int place) {
        try {
            SimulatedNode born = new SimulatedNode("node" + place + "." + births++, this);
            nodes[place] = born;
            trace(() -> born.name() + " is there");
        } catch (IOException e) {
            time.in(100_000 + draw(200_000), () -> birth(place));
        }
    }

    /** Ends a node as a kill does, and starts another in its place later. */
    void crash(int place) {
        SimulatedNode dead = nodes[place];
        if (dead == null) {
            return;
        }
        count(Event.NODE_CRASHED);
        trace(() -> dead.name() + " crashes");
        dead.die();
        nodes[place] = null;
        visits.forEach(visit -> visit.lost(dead));
        time.in(50_000 + draw(2_000_000), () -> birth(place));
    }

    /** Another Redis takes the place of the one, without the last of what that one had. */
    void failOver() {
        SimulatedServer from = primary;
        // As often just the last is lost, which others may make up for before it is missed.
        int less = draw(2) == 0 ? draw(from.lag() + 1) : Math.min(from.lag(), 1 + draw(2));
        primary = from.promoted(from.lag() - less, this::published);
        count(Event.FAILOVER);
        trace(() -> "failover");
        truth.failedOver(from, primary);
        if (draw(3) > 0) {
            from.end();
        } else {
            // It does not know yet that it is none any more, nor do those who have a line to it.
            time.in(draw(1_500_000), from::end);
        }
        aliveNodes().forEach(SimulatedNode::deafen);
        SimulatedNode late = draw(2) == 0 ? aNode() : null;
        if (late != null) {
            // What it has seen others may not have; they are there before it.
            late.cut(draw(2_000_000));
        }
    }

    /** Redis ends, and comes back with all that it has acknowledged. */
    void restartRedis() {
        count(Event.REDIS_RESTARTED);
        trace(() -> "Redis ends");
        outages++;
        awayUntilMillis = time.millis() + draw(1_500);
        truth.restarting(primary);
        primary.restarted();
        aliveNodes().forEach(SimulatedNode::deafen);
    }

    /** What {@code server} answers. */
    Object run(SimulatedNode node, SimulatedServer server, List<String> command) {
        count(Event.COMMAND);
        String key = RedisKeys.of("hall").of(RedisKeys.Part.ROW);
        boolean isCommit = command.get(0).equals("EVALSHA") && command.contains("PUBLISH");
        String before = isCommit ? server.data().get(key) : null;
        if (isCommit && command.contains("UNLINK")) {
            truth.clearing(server);
        }
        Object reply = server.run(command);
        if (isCommit) {
            count(Long.valueOf(1).equals(reply) ? Event.COMMIT : Event.COMMIT_REFUSED);
            String after = server.data().get(key);
            trace(() -> node.name() + " commits: " + reply + ", " + nicked(before) + " becomes " + nicked(after));
            if (Long.valueOf(1).equals(reply) && after != null) {
                RedisRoom row = SimulatedServer.row(after);
                truth.committed(
                        node, server, before == null ? RedisRoom.empty(row.epoch()) : SimulatedServer.row(before), row);
            }
        }
        return reply;
    }

    private String nicked(String row) {
        if (row == null) {
            return "nothing";
        }
        RedisRoom room = SimulatedServer.row(row);
        return nick(room.epoch()) + " " + room.first() + "-" + room.n();
    }

    private void published(SimulatedServer server, List<String> wakeUp) {
        for (SimulatedNode node : aliveNodes()) {
            int times = 1;
            if (!isCalm && weather.deafness() > 0) {
                times = draw(100) < weather.deafness() ? 0 : draw(6) == 0 ? 2 : 1;
            }
            if (times != 1) {
                count(times == 0 ? Event.WAKE_UP_LOST : Event.WAKE_UP_DOUBLED);
            }
            for (; times > 0; times--) {
                time.in(draw(isCalm ? 1_000 : 40_000), () -> node.heardFrom(server, wakeUp.get(0), wakeUp.get(1)));
            }
        }
    }

    /** How long a way to Redis or back takes just now, in microseconds. */
    int wayMicros() {
        boolean isSlow = !isCalm && draw(weather.slow() ? 20 : 200) == 0;
        return isSlow ? draw(80_000) : 30 + draw(300);
    }

    /** Whether a line is cut just now. */
    boolean isStruck() {
        boolean isStruck = !isCalm && draw(10_000) < weather.cuts();
        if (isStruck) {
            count(Event.LINE_CUT);
        }
        return isStruck;
    }

    boolean isAway() {
        return time.millis() < awayUntilMillis;
    }

    long outages() {
        return outages;
    }

    boolean isCalm() {
        return isCalm;
    }

    int draw(int bound) {
        return random.nextInt(bound);
    }

    SimulatedNode node(int place) {
        return nodes[place];
    }

    /** Some node that is there, or {@code null}. */
    SimulatedNode aNode() {
        List<SimulatedNode> alive = aliveNodes();
        return alive.isEmpty() ? null : alive.get(draw(alive.size()));
    }

    List<SimulatedNode> aliveNodes() {
        return java.util.Arrays.stream(nodes).filter(Objects::nonNull).toList();
    }

    List<SimulatedVisitor> visitors() {
        return visits.stream().map(NodeVisit::visitor).toList();
    }

    private static String author(int i) {
        return List.of("ann", "bob", "eve").get(i);
    }

    String anAuthor() {
        return author(draw(AUTHORS));
    }

    /** Whose texts a moderator's entry erased. */
    String hides(Entry entry) {
        return truth.draft(entry).hides();
    }

    SimulatedTime time() {
        return time;
    }

    NodeTruth truth() {
        return truth;
    }

    SimulatedServer primary() {
        return primary;
    }

    void count(Event event) {
        counts.count(event);
    }

    /** Epochs are random; by these names they are the same in each run of a seed. */
    String nick(String epoch) {
        return nicks.computeIfAbsent(epoch, none -> "epoch" + (nicks.size() + 1));
    }

    void trace(Supplier<String> what) {
        if (traces != null) {
            traces.add(String.format("%9.3f ms  %s", time.nanos() / 1e6, what.get()));
        }
    }

    /** Something that must not be; the first is what is told. */
    void wrong(String what) {
        if (wrong == null) {
            wrong = what;
            trace(() -> "WRONG: " + what);
            time.end();
        }
    }
}
