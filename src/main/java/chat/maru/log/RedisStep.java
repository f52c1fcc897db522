package chat.maru.log;

import java.io.IOException;

/**
 * Something to do with one room, in rounds, so that the rounds of many rooms share one way to Redis and back. Owned by
 * the writing thread.
 */
interface RedisStep {
    /** Sends what this round asks, if anything. */
    void send(RedisWire connection) throws IOException;

    /**
     * Reads the answers to that.
     *
     * @return whether this step is over; it answers by {@link #answer} then
     */
    boolean receive(RedisWire connection) throws IOException;

    /** Tells those who wait; after everything has become readable. */
    void answer();

    /** Tells those who wait that it was not done, or that nobody knows. */
    void fail(IOException why);
}
