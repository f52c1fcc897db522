package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The nodes on one Redis, by one channel that all listen to. Redis passes it on and keeps nothing of it, on disk or
 * otherwise. Two threads, each with a connection of its own, from the first word on: one speaks, one listens.
 * Thread-safe.
 */
final class RedisNeighbours implements Neighbours, AutoCloseable {
    /** Channels are shared by all databases of a Redis, nodes are not: so the number of the database stands behind. */
    private static final String CHANNEL = "maru:nodes:";

    /** A node hears itself too, each second. Where it hears nothing for so long its connection is gone. */
    private static final int SILENCE_MILLIS = 5_000;

    private static final int PAUSE_MILLIS = 500;

    /** What may wait, each at most {@link #BYTES_MAX}: a whole of many members is several. */
    private static final int UNSAID_MAX = 64;

    private static final int UNHEARD_MAX = 1_024;

    private static final byte[] END = {};

    private final RedisPlaces places;
    private final RedisReaders readers;
    private final int replyMillis;
    private final String node;
    private final String channel;
    private final BlockingQueue<byte[]> unsaid = new LinkedBlockingQueue<>(UNSAID_MAX);
    private final BlockingQueue<byte[]> unheard = new LinkedBlockingQueue<>(UNHEARD_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** The listener's, to be closed under it. Guarded by this. */
    private @Nullable RedisConnection listening;

    private volatile boolean closed;

    RedisNeighbours(RedisPlaces places, RedisReaders readers, RedisOptions options, String node) {
        this.places = places;
        this.readers = readers;
        this.node = node;
        replyMillis = options.timeoutMillis();
        this.channel = CHANNEL + options.address().database();
    }

    @Override
    public String self() {
        return node;
    }

    @Override
    public void say(byte[] words) {
        if (words.length == 0 || words.length > BYTES_MAX) {
            throw new IllegalArgumentException(words.length + " bytes are not to be said at once");
        }
        start();
        boolean isQueued = unsaid.offer(words);
        if (!isQueued) {
            Threads.LOGGER.log(Level.DEBUG, "too much waits to be told to other nodes");
        }
    }

    private synchronized void start() {
        if (threads.isEmpty() && !closed) {
            threads.add(Threads.start("maru-redis-speaker", this::speak));
            threads.add(Threads.start("maru-redis-neighbours", this::listen));
        }
    }

    private void speak() {
        RedisConnection connection = null;
        try {
            while (!closed) {
                connection = say(unsaid.take(), connection);
            }
        } catch (InterruptedException e) {
            Threads.LOGGER.log(Level.WARNING, "the speaker to other nodes was interrupted", e);
        } finally {
            RedisLink.close(connection);
        }
    }

    /** Gives the connection that is good for the next word, if any. */
    private @Nullable RedisConnection say(byte[] words, @Nullable RedisConnection given) {
        if (words == END) {
            return given;
        }
        RedisConnection connection = given;
        try {
            if (connection == null) {
                connection = places.neighbours(replyMillis);
            }
            connection.call(RedisCommand.of("PUBLISH", channel, words));
            return connection;
        } catch (IOException | RuntimeException e) {
            // What is lost here is missed by its number. What waits is as old, and will be asked for.
            Threads.LOGGER.log(Level.DEBUG, "other nodes cannot be told: " + e.getMessage());
            RedisLink.close(connection);
            unsaid.removeIf(waiting -> waiting != END);
            return null;
        }
    }

    private void listen() {
        boolean isRefused = false;
        while (!closed) {
            try (RedisConnection fresh = places.neighbours(SILENCE_MILLIS)) {
                listen(fresh);
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    // A refusal does not go by itself, as an absence does.
                    boolean isRefusal = e instanceof RedisError && !isRefused;
                    isRefused |= isRefusal;
                    Level level = isRefusal ? Level.WARNING : Level.DEBUG;
                    Threads.LOGGER.log(level, "other nodes are not heard: " + e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(RedisConnection fresh) throws IOException {
        synchronized (this) {
            listening = fresh;
        }
        try {
            fresh.send(RedisCommand.of("SUBSCRIBE", channel));
            fresh.flush();
            while (!closed) {
                hear(fresh.read());
            }
        } finally {
            synchronized (this) {
                listening = null;
            }
        }
    }

    private void hear(@Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            throw error;
        }
        boolean isLost = reply instanceof List<?> parts
                && parts.size() == 3
                && RedisPage.text(parts.get(0)).equals("message")
                && parts.get(2) instanceof byte[] words
                && (words.length > BYTES_MAX || !unheard.offer(words));
        if (isLost) {
            Threads.LOGGER.log(Level.DEBUG, "something that another node said was too long, or too much");
        }
    }

    private void pause() {
        try {
            over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Threads.LOGGER.log(Level.DEBUG, "the listener to other nodes was interrupted", e);
        }
    }

    @Override
    public List<byte[]> hear() {
        List<byte[]> heard = new ArrayList<>();
        unheard.drainTo(heard);
        return heard;
    }

    @Override
    public CompletionStage<Long> claim(String room, String author, String id, long millis) {
        String key = RedisKeys.of(room).turn(author);
        return readers.submit(connection -> RedisPace.claim(connection, key, id, millis));
    }

    @Override
    public void release(String room, String author, String id) {
        String key = RedisKeys.of(room).turn(author);
        CompletionStage<?> unused = readers.submit(connection -> RedisPace.release(connection, key, id));
    }

    @Override
    public void close() {
        List<Thread> started;
        synchronized (this) {
            closed = true;
            over.countDown();
            RedisLink.close(listening);
            started = List.copyOf(threads);
        }
        while (!unsaid.offer(END)) {
            unsaid.clear();
        }
        started.forEach(Threads::join);
    }
}
