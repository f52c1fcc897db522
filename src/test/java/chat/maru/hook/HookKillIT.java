package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of delivering, again and again on the same data: the receiver gets every entry, in
 * order, and can tell by the id of a call alone what it has had before.
 */
class HookKillIT {
    private static final int KILLS = 6;
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int CALLS_BEFORE_KILL = 3;
    private static final int CALLS_BEFORE_KILL_SPREAD = 12;
    private static final long PAUSE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir
    private Path data;

    private final Random random = new Random(SEED);

    @Test
    void everyEntryComesInOrderAndARepeatHasTheIdOfTheFirst() throws Exception {
        System.out.println("HookKillIT: seed " + SEED + " (repeat with -Dmaru.test.seed)");
        try (Receiver receiver = new Receiver()) {
            for (int kill = 0; kill < KILLS; kill++) {
                liveAndDie(receiver, kill);
            }
            long last;
            try (HookProcess maru = new HookProcess(data)) {
                last = maru.say("the last");
                await(() -> receiver.positions().contains(last));
            }
            check(receiver, last);
        }
    }

    private void liveAndDie(Receiver receiver, int kill) throws Exception {
        try (HookProcess maru = new HookProcess(data)) {
            if (kill == 0) {
                maru.make("http://127.0.0.1:" + receiver.port() + "/hook", receiver);
            }
            Thread talking = new Thread(() -> talk(maru), "talking");
            talking.setDaemon(true);
            talking.start();
            int calls = receiver.calls().size() + CALLS_BEFORE_KILL + random.nextInt(CALLS_BEFORE_KILL_SPREAD);
            await(() -> receiver.calls().size() >= calls);
            // Half of the deaths find a call that waits for its answer, the others any moment of one.
            if (kill % 2 == 0) {
                long before = unanswered(receiver);
                receiver.answer(Receiver.SILENCE);
                await(() -> unanswered(receiver) > before);
            }
            LockSupport.parkNanos((long) (random.nextDouble() * PAUSE_NANOS_MAX));
            maru.kill9();
            talking.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(talking.isAlive()).isFalse();
        }
    }

    private static long unanswered(Receiver receiver) {
        return receiver.calls().stream()
                .filter(call -> call.status() == Receiver.SILENCE)
                .count();
    }

    /** Until the server is dead; what it says does not matter, for the receiver is held against the positions. */
    private static void talk(HookProcess maru) {
        try {
            while (true) {
                maru.say("something");
            }
        } catch (IOException | AssertionError e) {
            // Killed.
        }
    }

    private static void check(Receiver receiver, long last) {
        Map<String, List<Long>> byId = new HashMap<>();
        List<Long> fresh = new ArrayList<>();
        int repeats = 0;
        for (Receiver.Call call : receiver.calls()) {
            List<Long> before = byId.put(call.id(), call.positions());
            if (before == null) {
                fresh.addAll(call.positions());
            } else {
                repeats++;
                assertThat(call.positions())
                        .as("what comes again under %s", call.id())
                        .isEqualTo(before);
            }
        }
        System.out.printf(
                "HookKillIT: %d calls, %d repeats, %d entries%n",
                receiver.calls().size(), repeats, last);
        assertThat(fresh)
                .as("what is left when calls are dropped whose id was seen")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(receiver.faults()).isEmpty();
        assertThat(receiver.calls()).extracting(Receiver.Call::gap).containsOnly("");
        assertThat(receiver.positions().stream().distinct())
                .as("what was answered well")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(repeats).as("calls that came again").isPositive();
    }
}
