package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.FaultyLogStore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many seeds of {@link RoomSimulation}. {@code -Dmaru.test.seeds} says how many, {@code -Dmaru.test.seed} repeats one.
 */
class RoomSimulationTest {
    private static final int SEEDS = Integer.getInteger("maru.test.seeds", 1_000);

    @Test
    void everyMemberSeesTheLogInOrderOnceOrIsToldOfTheGap() {
        long first = Long.getLong("maru.test.seed", System.nanoTime());
        int seeds = Long.getLong("maru.test.seed") == null ? SEEDS : 1;
        SimulatedCounts counts = new SimulatedCounts();
        for (long seed = first; seed < first + seeds; seed++) {
            run(seed, counts);
        }
        System.out.println("room simulation: " + seeds + " seeds from " + first + ": " + counts);
        counts.assertEverythingHappened();
    }

    private static void run(long seed, SimulatedCounts counts) {
        try {
            new RoomSimulation(seed, UnaryOperator.identity(), counts).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " fails; repeat it with -Dmaru.test.seed=" + seed, e);
        }
    }

    @ParameterizedTest
    @EnumSource(FaultyLogStore.Fault.class)
    void aLogWithAFaultIsCaught(FaultyLogStore.Fault fault) {
        long first = System.nanoTime();
        assertThatThrownBy(() -> {
                    for (long seed = first; seed < first + 20; seed++) {
                        new RoomSimulation(seed, store -> new FaultyLogStore(store, fault), new SimulatedCounts())
                                .run();
                    }
                })
                .as("seeds from %d", first)
                .isInstanceOf(AssertionError.class);
    }
}
