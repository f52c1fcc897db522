package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The writing thread's connection, which comes and goes with Redis. Used by that thread only, once it runs. */
final class RedisLink {
    /** So long nobody tries again after Redis was not there. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RedisOptions options;
    private final RedisMachine machine;
    private final RedisLogStore store;
    private final RedisCheck check;
    private @Nullable RedisConnection connection;
    private long failedAtNanos;
    private boolean hasFailed;

    RedisLink(RedisOptions options, RedisMachine machine, RedisLogStore store, RedisCheck check) {
        this.options = options;
        this.machine = machine;
        this.store = store;
        this.check = check;
    }

    /** The connection, a new one if need be; {@code null} while there is none to be had. */
    @Nullable
    RedisConnection connection() {
        if (connection == null && (!hasFailed || machine.nanoTime() - failedAtNanos > PAUSE_NANOS)) {
            try {
                connect();
            } catch (IOException e) {
                broken(String.valueOf(e.getMessage()));
            }
        }
        return connection;
    }

    /** Connects; fails where Redis is not there, or is none that rooms may be kept in. */
    void connect() throws IOException {
        RedisConnection fresh = machine.connect(options.address(), options.timeoutMillis());
        boolean ready = false;
        try {
            RedisGuards.check(fresh, options.durability());
            RedisScript.load(fresh);
            check.run(fresh);
            ready = true;
        } finally {
            if (!ready) {
                fresh.close();
            }
        }
        connection = fresh;
        if (hasFailed) {
            Threads.LOGGER.log(Level.INFO, "Redis at " + options.address() + " answers again");
        }
        hasFailed = false;
        store.trouble("");
    }

    /** Gives the connection up. */
    void broken(String why) {
        if (!hasFailed) {
            Threads.LOGGER.log(Level.ERROR, "Redis at " + options.address() + " cannot be used: " + why);
        }
        hasFailed = true;
        failedAtNanos = machine.nanoTime();
        store.trouble("Redis cannot be used: " + why);
        close();
    }

    void close() {
        RedisConnection closing = connection;
        connection = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "a connection to Redis was not closed cleanly", e);
            }
        }
    }
}
