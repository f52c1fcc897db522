package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One master of a cluster as one thread talks to it, and the commands whose replies that thread has not read yet. Where
 * it is away, what is sent fails at once: it is connected to anew beside, so that nobody waits for it who wants others.
 */
final class RedisMaster {
    private final String place;
    private final RedisOpener opener;
    private final BiConsumer<String, String> away;
    private final Deque<RedisAsk> unread = new ArrayDeque<>();
    private @Nullable RedisConnection connection;
    private @Nullable CompletableFuture<RedisConnection> opening;
    private long failedAtNanos;
    private boolean isAway;

    /** @param away is told the place, and why it cannot be used */
    RedisMaster(String place, RedisOpener opener, BiConsumer<String, String> away) {
        this.place = place;
        this.opener = opener;
        this.away = away;
    }

    String place() {
        return place;
    }

    /** The connection if there is one: for what is asked of a server and not of a cluster, with nothing unread. */
    @Nullable
    RedisConnection connected() {
        return unread.isEmpty() ? connection : null;
    }

    /** Sends what {@code ask} says; where that fails, so does the ask. */
    void send(RedisAsk ask) {
        ask.sentTo(this);
        try {
            RedisConnection open = connection();
            if (open == null) {
                ask.fail(new IOException(place + " is away"));
            } else {
                open.send(ask.command());
                unread.add(ask);
            }
        } catch (IOException e) {
            ask.fail(e);
            broken(e);
        }
    }

    void flush() {
        if (connection != null) {
            try {
                connection.flush();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    /** Reads replies until {@code ask}, which was sent here, has its own. */
    void read(RedisAsk ask) {
        while (!ask.isOver()) {
            RedisConnection open = connection;
            RedisAsk next = unread.peek();
            if (open == null || next == null) {
                ask.fail(new IOException("the connection to " + place + " was given up"));
                return;
            }
            try {
                next.reply(open.read());
                unread.remove();
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    /** Connects if there is no connection, and waits for it unless the master is away; {@code null} meanwhile. */
    @Nullable
    RedisConnection connection() throws IOException {
        RedisConnection open = connection;
        if (open != null) {
            return open;
        }
        CompletableFuture<RedisConnection> being = opening;
        if (being == null) {
            if (isAway && System.nanoTime() - failedAtNanos < RedisLink.PAUSE_NANOS) {
                return null;
            }
            being = open();
            opening = being;
        }
        if (isAway && !being.isDone()) {
            return null;
        }
        try {
            open = being.join();
        } catch (CompletionException e) {
            opening = null;
            throw e.getCause() instanceof IOException why ? why : new IOException(e);
        }
        opening = null;
        connection = open;
        if (isAway) {
            Threads.LOGGER.log(Level.INFO, "Redis at " + place + " answers again");
        }
        isAway = false;
        return open;
    }

    private CompletableFuture<RedisConnection> open() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return opener.open(place);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                // One at a time, and only while the master is away.
                work -> Threads.start("maru-redis-connector", work));
    }

    /**
     * Gives the connection up, and fails what waits for replies. A connection that has just ended may only have been
     * idle for too long, or its Redis have restarted: the next command connects anew, and waits for that.
     */
    void broken(IOException why) {
        boolean hasEnded = connection != null && !(why instanceof SocketTimeoutException);
        RedisLink.close(connection);
        connection = null;
        unread.forEach(ask -> ask.fail(why));
        unread.clear();
        if (hasEnded) {
            return;
        }
        if (!isAway) {
            Threads.LOGGER.log(Level.ERROR, "Redis at " + place + " cannot be used: " + why.getMessage());
        }
        isAway = true;
        failedAtNanos = System.nanoTime();
        away.accept(place, "Redis cannot be used at " + place + ": " + why.getMessage());
    }

    void close() {
        RedisLink.close(connection);
        connection = null;
        if (opening != null) {
            // Whoever connects just now does so for nobody.
            CompletableFuture<Void> unused = opening.thenAccept(RedisLink::close);
        }
    }
}
