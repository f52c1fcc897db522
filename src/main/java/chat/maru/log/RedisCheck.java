package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compares every open room with Redis now and then. Wake-ups get lost; what a lost one told is found here, and so is a
 * Redis that went back to an earlier state. Used by the writing thread only, once it runs.
 */
final class RedisCheck {
    /** Rows asked for by one command. */
    private static final int ROWS_MAX = 256;

    private final RedisLogStore store;
    private final RedisMachine machine;
    private final long everyNanos;
    private long nextNanos;

    RedisCheck(RedisLogStore store, RedisMachine machine, int everyMillis) {
        this.store = store;
        this.machine = machine;
        everyNanos = TimeUnit.MILLISECONDS.toNanos(everyMillis);
        nextNanos = machine.nanoTime();
    }

    boolean isDue() {
        return machine.nanoTime() - nextNanos >= 0;
    }

    /** How long to wait until it is due, in milliseconds. */
    long waitMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nextNanos - machine.nanoTime()));
    }

    /** Looks, and has those rooms followed that have moved. */
    void run(RedisConnection connection) throws IOException {
        nextNanos = machine.nanoTime() + everyNanos;
        store.epoch(epoch(connection));
        store.roomCount(count(connection));
        List<RedisRoomLog> logs = store.open();
        for (int from = 0; from < logs.size(); from += ROWS_MAX) {
            connection.send(RedisCommand.of("MGET")
                    .addAll(part(logs, from).stream()
                            .map(log -> log.keys().of(Part.ROW))
                            .toList()));
        }
        connection.flush();
        List<@Nullable Object> rows = new ArrayList<>();
        for (int from = 0; from < logs.size(); from += ROWS_MAX) {
            rows.addAll(RedisPage.items(connection.read()));
        }
        for (int i = 0; i < logs.size(); i++) {
            byte[] row = rows.get(i) instanceof byte[] found ? found : new byte[0];
            if (!Arrays.equals(row, RedisCommand.bytes(logs.get(i).expected()))) {
                logs.get(i).wanted();
            }
        }
    }

    private static List<RedisRoomLog> part(List<RedisRoomLog> logs, int from) {
        return logs.subList(from, Math.min(logs.size(), from + ROWS_MAX));
    }

    /** The epoch of rooms that have no entry: what the first node wrote. A Redis that lost it gets another. */
    private static String epoch(RedisConnection connection) throws IOException {
        Object found = connection.call(RedisCommand.of("GET", RedisKeys.EPOCH));
        if (found == null) {
            connection.call(RedisCommand.of("SET", RedisKeys.EPOCH, Epochs.fresh(), "NX"));
            found = connection.call(RedisCommand.of("GET", RedisKeys.EPOCH));
        }
        String epoch = RedisPage.text(found);
        if (!epoch.matches("[a-z2-7]{1,20}")) {
            throw new IOException(RedisKeys.EPOCH + " in Redis is not what Maru wrote");
        }
        return epoch;
    }

    private static long count(RedisConnection connection) throws IOException {
        Object all = connection.call(RedisCommand.of("ZCARD", RedisKeys.ROOMS));
        // A slash comes after the dot that begins what is the server's own.
        Object own = connection.call(RedisCommand.of("ZLEXCOUNT", RedisKeys.ROOMS, "[.", "(/"));
        if (all instanceof Long total && own instanceof Long unlisted) {
            return total - unlisted;
        }
        throw new IOException("Redis did not say how many rooms there are");
    }
}
