package chat.maru.log;

import java.io.IOException;

/** Opens a connection to one Redis, and makes it ready for what it is wanted for. Thread-safe. */
interface RedisOpener {
    /**
     * Fails where Redis is not there, or is none that rooms may be kept in.
     *
     * @param place {@code host:port} of a master of a cluster; else of no weight
     */
    RedisConnection open(String place) throws IOException;

    /** Has {@code fresh} made ready, or closes it. */
    static RedisConnection ready(RedisConnection fresh, Step step) throws IOException {
        boolean isReady = false;
        try {
            step.run(fresh);
            isReady = true;
            return fresh;
        } finally {
            if (!isReady) {
                fresh.close();
            }
        }
    }

    /** What a fresh connection goes through. */
    interface Step {
        void run(RedisConnection fresh) throws IOException;
    }
}
