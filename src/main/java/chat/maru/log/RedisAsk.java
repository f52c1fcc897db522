package chat.maru.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A command on its way through a cluster, until it has its reply or has failed. Used by one thread. */
final class RedisAsk {
    private final RedisCommand command;
    private @Nullable RedisMaster master;
    private @Nullable Object reply;
    private @Nullable IOException failure;
    private boolean over;

    RedisAsk(RedisCommand command) {
        this.command = command;
    }

    RedisCommand command() {
        return command;
    }

    void sentTo(RedisMaster sentTo) {
        master = sentTo;
    }

    /** Where it was sent, if it was. */
    @Nullable
    RedisMaster master() {
        return master;
    }

    void reply(@Nullable Object given) {
        reply = given;
        over = true;
    }

    void fail(IOException why) {
        failure = why;
        over = true;
    }

    boolean isOver() {
        return over;
    }

    @Nullable
    Object reply() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        return reply;
    }
}
