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
    private static final int PAUSE_MILLIS = 500;

    private final RedisOpener opener;
    private final String place;
    private final RedisListeners all;
    /** Before the commands of sharded channels, and what they answer, stands this. */
    private final String shard;

    private final Map<String, RedisRoomLog> logs = new ConcurrentHashMap<>();
    private final Thread thread;
    /** Set before {@link #logs} is gone through, and read after it was added to: so one of both subscribes. */
    private volatile @Nullable RedisConnection connection;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    RedisWakeUps(RedisMachine machine, RedisOpener opener, String place, RedisListeners all) {
        this.opener = opener;
        this.place = place;
        this.all = all;
        shard = all.isSharded() ? "S" : "";
        thread = machine.start("maru-redis-listener", this::run);
    }

    String place() {
        return place;
    }

    /** The rooms that it listens to. */
    List<RedisRoomLog> logs() {
        return List.copyOf(logs.values());
    }

    /** Listens to the room of {@code log} from now on. */
    void open(RedisRoomLog log) {
        logs.put(log.keys().channel(), log);
        synchronized (this) {
            notifyAll();
        }
        tell(RedisCommand.of(shard + "SUBSCRIBE", log.keys().channel()));
    }

    /** Says whether it listened to it. */
    boolean close(RedisRoomLog log) {
        boolean was = logs.remove(log.keys().channel(), log);
        if (was) {
            tell(RedisCommand.of(shard + "UNSUBSCRIBE", log.keys().channel()));
        }
        return was;
    }

    /**
     * What cannot be said now is said with the next connection. Under no lock: whoever opens a room waits here no
     * longer than one write may take, and {@link #close()} does not wait for that.
     */
    private void tell(RedisCommand command) {
        RedisConnection open = connection;
        if (open != null) {
            try {
                open.send(command);
                open.flush();
            } catch (IOException e) {
                Threads.LOGGER.log(Level.DEBUG, "the listener to Redis has lost its connection", e);
            }
        }
    }

    private void run() {
        boolean isRefused = false;
        while (awaitLogs()) {
            all.settle(this);
            if (logs.isEmpty()) {
                continue;
            }
            try (RedisConnection fresh = opener.open(place)) {
                listen(fresh);
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    // A refusal does not go by itself, as an absence does: until then only the check sees other nodes.
                    boolean isRefusal = e instanceof RedisError error && !error.isElsewhere() && !isRefused;
                    isRefused |= isRefusal;
                    Level level = isRefusal ? Level.WARNING : Level.DEBUG;
                    Threads.LOGGER.log(level, "the listener to Redis begins anew: " + e.getMessage());
                    pause();
                }
            }
        }
    }

    /** Waits until there is something to listen to; {@code false} once closed. */
    private synchronized boolean awaitLogs() {
        while (!closed && logs.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Threads.LOGGER.log(Level.DEBUG, "the listener to Redis was interrupted", e);
            }
        }
        return !closed;
    }

    private void listen(RedisConnection fresh) throws IOException {
        connection = fresh;
        try {
            for (String channel : logs.keySet()) {
                fresh.send(RedisCommand.of(shard + "SUBSCRIBE", channel));
            }
            fresh.flush();
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
            connection = null;
        }
    }

    /** Takes what Redis says to a listener. */
    void hear(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            if (error.is("MOVED")) {
                all.moved(error, place);
            }
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
            case "subscribe", "ssubscribe" -> log.wanted();
            case "message", "smessage" -> heard(log, RedisPage.text(parts.get(2)));
            case "sunsubscribe" -> left(log);
            default -> {}
        }
    }

    /** The room's slot has gone to another master. */
    private void left(RedisRoomLog log) {
        all.settle(this);
        if (logs.containsValue(log)) {
            // Nobody knows yet where it is; this asks.
            tell(RedisCommand.of(shard + "SUBSCRIBE", log.keys().channel()));
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
            notifyAll();
        }
        over.countDown();
        RedisLink.close(connection);
        Threads.join(thread);
    }
}
