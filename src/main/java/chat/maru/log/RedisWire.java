package chat.maru.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to Redis and back: commands are sent, and their replies are read in the same order. What is sent waits until
 * {@link #flush}. Used by one thread at a time, unless it says more.
 *
 * <p>A reply is {@code null}, a {@link Long}, a {@code byte[]}, a {@link List} of replies or a {@link RedisError}.
 */
interface RedisWire extends Closeable {
    /** Writes {@code command} behind what waits to be sent. */
    void send(RedisCommand command) throws IOException;

    void flush() throws IOException;

    /** The next reply; a {@link RedisError} is one too. */
    @Nullable
    Object read() throws IOException;

    /** Sends {@code command} with what else waits, and waits for its reply; a {@link RedisError} is thrown. */
    default @Nullable Object call(RedisCommand command) throws IOException {
        send(command);
        flush();
        Object reply = read();
        if (reply instanceof RedisError error) {
            throw error;
        }
        return reply;
    }

    /**
     * A way for one who may fail while others go on: replies that are left unread there are read by nobody else. Gives
     * this one where a failure is everybody's.
     */
    default RedisWire part() {
        return this;
    }

    /** Ways to the servers behind it, each alone: for what is asked of a server, and not of the keys that it has. */
    default List<RedisWire> servers() {
        return List.of(this);
    }
}
