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
    private final RedisLinks links;
    private final RedisStamps stamps;
    private final long everyNanos;
    private final long[] counts = new long[RedisSlot.BUCKETS];
    private long nextNanos;

    RedisCheck(RedisLogStore store, RedisMachine machine, RedisLinks links, int everyMillis) {
        this.store = store;
        this.machine = machine;
        this.links = links;
        stamps = new RedisStamps(store);
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

    /** Looks, and has those rooms followed that have moved. What cannot be reached of a cluster is left out. */
    void run(RedisWire wire) throws IOException {
        nextNanos = machine.nanoTime() + everyNanos;
        links.look();
        List<Bucket> buckets = new ArrayList<>();
        for (int number = 0; number < RedisSlot.BUCKETS; number++) {
            buckets.add(new Bucket(number, wire.part()));
        }
        store.open().forEach(log -> buckets.get(log.keys().bucket()).logs.add(log));
        for (Bucket bucket : buckets) {
            bucket.send();
        }
        wire.flush();
        for (Bucket bucket : buckets) {
            try {
                bucket.receive();
            } catch (IOException e) {
                if (bucket.part == wire) {
                    throw e;
                }
            }
        }
        store.roomCount(Arrays.stream(counts).sum());
        stamps.run(wire);
    }

    /** What is to be known of one bucket. */
    private final class Bucket {
        private final int number;
        private final RedisWire part;
        private final List<RedisRoomLog> logs = new ArrayList<>();
        private boolean isRefusing;

        Bucket(int number, RedisWire part) {
            this.number = number;
            this.part = part;
        }

        void send() throws IOException {
            String rooms = RedisKeys.rooms(number);
            part.send(RedisCommand.of("ZCARD", rooms));
            // A slash comes after the dot that begins what is the server's own.
            part.send(RedisCommand.of("ZLEXCOUNT", rooms, "[.", "(/"));
            isRefusing = store.troubles().isRefusing(number);
            if (isRefusing) {
                // Where there is nothing it does nothing, and yet it is refused for whatever a write is refused for.
                part.send(RedisCommand.of("SETRANGE", RedisKeys.nothing(number), 0, ""));
            }
            for (int from = 0; from < logs.size(); from += ROWS_MAX) {
                List<RedisRoomLog> some = logs.subList(from, Math.min(logs.size(), from + ROWS_MAX));
                part.send(RedisCommand.of("MGET")
                        .addAll(some.stream()
                                .map(log -> log.keys().of(Part.ROW))
                                .toList()));
            }
        }

        void receive() throws IOException {
            Object all = part.read();
            Object own = part.read();
            Object taken = isRefusing ? part.read() : null;
            List<@Nullable Object> rows = new ArrayList<>();
            for (int from = 0; from < logs.size(); from += ROWS_MAX) {
                rows.addAll(RedisPage.items(part.read()));
            }
            if (taken instanceof Long) {
                store.troubles().taken(number);
            }
            compare(rows);
            if (all instanceof Long total && own instanceof Long unlisted) {
                counts[number] = total - unlisted;
            }
        }

        private void compare(List<@Nullable Object> rows) {
            for (int i = 0; i < logs.size(); i++) {
                byte[] row = rows.get(i) instanceof byte[] found ? found : new byte[0];
                if (!Arrays.equals(row, RedisCommand.bytes(logs.get(i).expected()))) {
                    logs.get(i).wanted();
                }
            }
        }
    }
}
