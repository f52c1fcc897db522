package chat.maru.log;

import java.util.function.BooleanSupplier;

/** Waits for what servers have to start or take over for. */
final class LogUntil {
    private static final long DEADLINE_SECONDS = 60;

    private LogUntil() {}

    static void until(String what, BooleanSupplier isSo) {
        Await.until(what, DEADLINE_SECONDS, isSo);
    }
}
