package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one connection to a Redis that is no cluster. */
final class RedisLink implements RedisLinks {
    /** So long nobody tries again after Redis was not there. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RedisMachine machine;
    private final RedisOpener opener;
    private final RedisTrouble troubles;
    private final RedisEras eras;
    private final String name;
    private @Nullable RedisConnection connection;
    private long failedAtNanos;
    private boolean hasFailed;

    RedisLink(RedisMachine machine, RedisOpener opener, RedisAddress address, RedisTrouble troubles, RedisEras eras) {
        this.machine = machine;
        this.opener = opener;
        this.troubles = troubles;
        this.eras = eras;
        name = address.toString();
    }

    @Override
    public @Nullable RedisWire wire() {
        if (connection == null && (!hasFailed || machine.nanoTime() - failedAtNanos > PAUSE_NANOS)) {
            try {
                connect();
            } catch (IOException e) {
                broken(String.valueOf(e.getMessage()));
            }
        }
        return connection;
    }

    @Override
    public void connect() throws IOException {
        connection = opener.open(name);
        if (hasFailed) {
            Threads.LOGGER.log(Level.INFO, "Redis at " + name + " answers again");
        }
        hasFailed = false;
        troubles.back(name);
    }

    @Override
    public void look() throws IOException {
        if (connection != null) {
            eras.look(connection, RedisEras.all());
        }
    }

    @Override
    public void broken(String why) {
        if (!hasFailed) {
            Threads.LOGGER.log(Level.ERROR, "Redis at " + name + " cannot be used: " + why);
        }
        hasFailed = true;
        failedAtNanos = machine.nanoTime();
        troubles.away(name, "Redis cannot be used: " + why);
        close();
    }

    @Override
    public void close() {
        close(connection);
        connection = null;
    }

    static void close(@Nullable RedisWire wire) {
        if (wire != null) {
            try {
                wire.close();
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "a connection to Redis was not closed cleanly", e);
            }
        }
    }
}
