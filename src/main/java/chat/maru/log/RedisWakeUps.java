package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears that rooms have grown, by a connection that listens to the open ones. A wake-up carries the epoch and the head,
 * never an entry; one that is lost is made up for by {@link RedisCheck}. Thread-safe.
 */
final class RedisWakeUps implements AutoCloseable {
    /** Silence after which the connection is asked whether it lives, and then given up. */
    private static final int SILENCE_MILLIS = 5_000;

    private static final int PAUSE_MILLIS = 500;

    private final RedisOptions options;
    private final RedisMachine machine;
    private final Map<String, RedisRoomLog> logs = new ConcurrentHashMap<>();
    private final Thread thread;
    private @Nullable RedisConnection connection;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    RedisWakeUps(RedisOptions options, RedisMachine machine) {
        this.options = options;
        this.machine = machine;
        thread = machine.start("maru-redis-listener", this::run);
    }

    /** Listens to the room of {@code log} from now on. */
    void open(RedisRoomLog log) {
        logs.put(log.keys().channel(), log);
        tell(RedisCommand.of("SUBSCRIBE", log.keys().channel()));
    }

    void close(RedisRoomLog log) {
        if (logs.remove(log.keys().channel(), log)) {
            tell(RedisCommand.of("UNSUBSCRIBE", log.keys().channel()));
        }
    }

    /** What cannot be said now is said with the next connection. */
    private synchronized void tell(RedisCommand command) {
        if (connection != null) {
            try {
                connection.send(command);
                connection.flush();
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "the listener to Redis has lost its connection", e);
            }
        }
    }

    private void run() {
        boolean isRefused = false;
        while (!closed) {
            try (RedisConnection fresh = machine.connect(options.address(), SILENCE_MILLIS)) {
                listen(fresh);
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    // A refusal does not go by itself, as an absence does: until then only the check sees other nodes.
                    boolean isRefusal = e instanceof RedisError && !isRefused;
                    isRefused |= isRefusal;
                    Level level = isRefusal ? Level.WARNING : Level.DEBUG;
                    Threads.LOGGER.log(level, "the listener to Redis begins anew: " + e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(RedisConnection fresh) throws IOException {
        synchronized (this) {
            connection = fresh;
            for (String channel : logs.keySet()) {
                fresh.send(RedisCommand.of("SUBSCRIBE", channel));
            }
            fresh.flush();
        }
        try {
            boolean isAsked = false;
            while (!closed) {
                try {
                    hear(fresh.read());
                    isAsked = false;
                } catch (SocketTimeoutException e) {
                    if (isAsked) {
                        throw e;
                    }
                    isAsked = true;
                    tell(RedisCommand.of("PING"));
                }
            }
        } finally {
            synchronized (this) {
                connection = null;
            }
        }
    }

    /** Takes what Redis says to a listener. */
    void hear(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            throw error;
        }
        if (!(reply instanceof List<?> parts) || parts.size() != 3) {
            return;
        }
        RedisRoomLog log = logs.get(RedisPage.text(parts.get(1)));
        if (log == null) {
            return;
        }
        switch (RedisPage.text(parts.get(0))) {
            // Whatever came before this was not heard.
            case "subscribe" -> log.wanted();
            case "message" -> heard(log, RedisPage.text(parts.get(2)));
            default -> {}
        }
    }

    /** Follows where that may be new; this node hears of its own commits too, and has moved the log itself. */
    private static void heard(RedisRoomLog log, String message) {
        RedisRoom row = log.row();
        if (!message.endsWith(" " + log.store().node()) && !message.startsWith(row.epoch() + " " + row.n() + " ")) {
            log.wanted();
        }
    }

    private void pause() {
        try {
            over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Threads.LOGGER.log(Level.DEBUG, "the listener to Redis was interrupted", e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            over.countDown();
            if (connection != null) {
                try {
                    connection.close();
                } catch (IOException e) {
                    Threads.LOGGER.log(Level.DEBUG, "the listener to Redis was not closed cleanly", e);
                }
            }
        }
        Threads.join(thread);
    }
}
