package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for those before it in its room, and is made when its turn comes, for it begins from what they
 * left. Owned by the writing thread.
 */
final class RedisJob {
    private final RedisRoomLog log;
    private final Supplier<RedisStep> maker;
    private final Consumer<Reason> refuse;
    private @Nullable RedisStep made;

    /** @param refuse tells those who wait that nothing of it was done */
    RedisJob(RedisRoomLog log, Supplier<RedisStep> maker, Consumer<Reason> refuse) {
        this.log = log;
        this.maker = maker;
        this.refuse = refuse;
    }

    void send(RedisWire connection) throws IOException {
        step().send(connection);
    }

    /** Reads the answers to what was sent; {@code true} when that was all. */
    boolean receive(RedisWire connection) throws IOException {
        return step().receive(connection);
    }

    private RedisStep step() {
        RedisStep step = made == null ? maker.get() : made;
        made = step;
        return step;
    }

    /** Tells those who wait, and then those who listen: who is acknowledged gets both in one write. */
    void answer() {
        step().answer();
        log.wake();
    }

    void fail(IOException why) {
        if (made == null) {
            refuse.accept(Reason.STOPPED);
        } else {
            made.fail(why);
        }
        // It may have met the entries of another node before it failed, and the next look finds nothing new.
        log.wake();
    }
}
