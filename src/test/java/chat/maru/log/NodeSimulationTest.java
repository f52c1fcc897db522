package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many seeds of {@link NodeSimulation}: {@code -Dmaru.test.nodeSeeds} says how many, {@code -Dmaru.test.nodeSeed}
 * repeats one.
 */
class NodeSimulationTest {
    private static final int SEEDS = Integer.getInteger("maru.test.nodeSeeds", 100);
    private static final Long SEED = Long.getLong("maru.test.nodeSeed");
    private static final int STEPS_SHOWN = 120;
    private static final int FAULTY_SEEDS = 1_000;

    private final Logger logger = Logger.getLogger("chat.maru.log");
    private final Listener listener = new Listener();

    /** Nodes log much of what happens to them here, and a fault of their own must not go unseen among it. */
    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(listener);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(listener);
        logger.setUseParentHandlers(true);
    }

    @Test
    void threeNodesKeepWhatTheyAcknowledgeInOneOrderOrTellOfTheLoss() {
        long first = SEED == null ? System.nanoTime() : SEED;
        int seeds = SEED == null ? SEEDS : 1;
        NodeCounts counts = new NodeCounts();
        long begin = System.nanoTime();
        for (long seed = first; seed < first + seeds; seed++) {
            String wrong = run(seed, SimulatedFault.NONE, counts, null);
            if (wrong != null) {
                fail(story(seed));
            }
        }
        System.out.printf(
                "node simulation: %d seeds from %d in %.1f s: %s%n",
                seeds, first, (System.nanoTime() - begin) / 1e9, counts);
        if (SEED == null) {
            counts.assertEverythingHappened(seeds);
        }
    }

    /** The last steps of a seed that fails, which is run once more for that. */
    private String story(long seed) {
        List<String> trace = new ArrayList<>();
        String wrong = run(seed, SimulatedFault.NONE, new NodeCounts(), trace);
        return "seed " + seed + " fails: " + wrong + "\n"
                + String.join("\n", trace.subList(Math.max(0, trace.size() - STEPS_SHOWN), trace.size()))
                + "\nRepeat it: mvn test -Dtest=NodeSimulationTest -Dmaru.test.nodeSeed=" + seed;
    }

    @Test
    void oneSeedIsOneRun() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 10; seed++) {
            List<String> once = new ArrayList<>();
            List<String> again = new ArrayList<>();
            run(seed, SimulatedFault.NONE, new NodeCounts(), once);
            run(seed, SimulatedFault.NONE, new NodeCounts(), again);
            assertThat(again).as("seed %d", seed).isEqualTo(once);
        }
    }

    /** The simulation can fail: it finds each way in which Redis is broken on purpose. */
    @ParameterizedTest
    @EnumSource(value = SimulatedFault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRedisWithAFaultIsCaught(SimulatedFault fault) {
        long first = System.nanoTime();
        String wrong = null;
        long seed = first;
        while (wrong == null && seed < first + FAULTY_SEEDS) {
            wrong = run(seed++, fault, new NodeCounts(), null);
        }
        System.out.println("node simulation: " + fault + " is found by seed " + (seed - first) + ": " + wrong);
        assertThat(wrong).as("seeds from %d", first).isNotNull();
    }

    private String run(long seed, SimulatedFault fault, NodeCounts counts, List<String> trace) {
        listener.fault = null;
        String wrong = new NodeSimulation(seed, fault, counts, trace).run();
        return wrong == null ? listener.fault : wrong;
    }

    private static final class Listener extends Handler {
        private String fault;

        @Override
        public void publish(LogRecord record) {
            if (record.getThrown() instanceof RuntimeException || record.getThrown() instanceof Error) {
                fault = "a node logs: " + record.getMessage() + ": " + record.getThrown();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
