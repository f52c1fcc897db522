package chat.maru.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checker of the resume matrix must find whatever a broken server does; that is all it is for. */
class RoomHistoryTest {
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int HISTORIES = 100;

    @Test
    void aHistoryWithoutFaultPasses() {
        for (int i = 0; i < HISTORIES; i++) {
            assertThat(MadeUpHistory.of(new Random(SEED + i), i % 2 == 0).violations())
                    .as("seed %d", SEED + i)
                    .isEmpty();
        }
    }

    @Test
    void everyMutantIsCaught() {
        int mutants = 0;
        for (int i = 0; i < HISTORIES; i++) {
            for (Mutation mutation : Mutation.values()) {
                Random random = new Random(SEED + i);
                boolean trimmed = mutation.wantsTrimmed() || !mutation.wantsDeleted() && random.nextBoolean();
                RoomHistory good = MadeUpHistory.of(random, trimmed);
                // Without a witness the answers alone must tell.
                boolean alone = mutation.isOfTheLog() && random.nextBoolean();
                RoomHistory witnessed = new RoomHistory(
                        good.sent(),
                        good.answers(),
                        alone ? List.of() : good.views(),
                        good.log(),
                        good.first(),
                        good.head());
                assertThat(mutation.apply(witnessed, random).violations())
                        .as("%s of seed %d is not found", mutation, SEED + i)
                        .isNotEmpty();
                mutants++;
            }
        }
        System.out.printf("RoomHistoryTest: seed %d, %d mutants, all caught%n", SEED, mutants);
        assertThat(mutants).isGreaterThanOrEqualTo(1_000);
    }
}
