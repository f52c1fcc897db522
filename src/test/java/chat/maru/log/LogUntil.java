package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;

/** Waits until something is so, never longer than ten times what the slowest of it needs. */
final class LogUntil {
    private static final long DEADLINE_NANOS = 60_000_000_000L;

    private LogUntil() {}

    static void until(String what, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(DEADLINE_NANOS);
            Thread.onSpinWait();
        }
    }
}
