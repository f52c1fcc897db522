package chat.maru.log;

import java.io.IOException;

/**
 * What a store of rooms in Redis has of the machine that it runs on: sockets, time and threads. All else of it is
 * settled by what it is given, so that a simulation with a machine of its own decides what happens when. Thread-safe.
 */
interface RedisMachine {
    /** The one that a process runs on. */
    RedisMachine REAL = new RedisMachine() {
        @Override
        public RedisConnection connect(RedisAddress address, int timeoutMillis) throws IOException {
            return new RedisConnection(address, timeoutMillis);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Thread start(String name, Runnable work) {
            return Threads.start(name, work);
        }
    };

    /** As {@link RedisConnection#RedisConnection(RedisAddress, int)}. */
    RedisConnection connect(RedisAddress address, int timeoutMillis) throws IOException;

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** As {@link Threads#start}. */
    Thread start(String name, Runnable work);
}
