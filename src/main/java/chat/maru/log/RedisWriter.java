package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one thread that changes rooms, and that moves their logs. It takes all that waits, and sends for all rooms at
 * once what each asks; so appends share the way to Redis and its flush of the disk. When a connection breaks, what was
 * being committed is unknown, and the ids tell once there is another.
 */
final class RedisWriter {
    /** Writes of one room in one commit. */
    private static final int COMMIT_MAX = 500;

    private final RedisQueue queue;
    private final RedisLink link;
    private final RedisCheck check;
    private final Clock clock;
    private final IdHorizon horizon;
    private final Salts salts = new Salts();

    RedisWriter(RedisQueue queue, RedisLink link, RedisCheck check, Clock clock, IdHorizon horizon) {
        this.queue = queue;
        this.link = link;
        this.check = check;
        this.clock = clock;
        this.horizon = horizon;
    }

    /** The thread's work: until the queue is closed and empty. */
    void run() {
        while (!queue.isOver()) {
            work(check.waitMillis());
        }
        link.close();
    }

    /** Does what waits, for which it waits no longer than so many milliseconds, and looks after the connection. */
    void work(long waitMillis) {
        List<RedisWrite> writes = queue.take(waitMillis);
        try {
            turn(writes);
        } catch (RuntimeException | Error e) {
            Threads.LOGGER.log(Level.ERROR, "the log's writer failed", e);
            link.broken("an internal fault: " + e);
            writes.forEach(write -> write.refuse(Reason.UNKNOWN));
        }
    }

    private void turn(List<RedisWrite> writes) {
        RedisConnection connection = link.connection();
        if (connection == null) {
            writes.forEach(write -> write.refuse(Reason.STOPPED));
            return;
        }
        if (check.isDue()) {
            try {
                check.run(connection);
            } catch (IOException e) {
                link.broken(String.valueOf(e.getMessage()));
                writes.forEach(write -> write.refuse(Reason.STOPPED));
                return;
            }
        }
        Collection<Deque<RedisJob>> rooms = steps(writes);
        try {
            while (!rooms.isEmpty()) {
                round(connection, rooms);
                rooms.removeIf(Deque::isEmpty);
            }
        } catch (IOException e) {
            link.broken(String.valueOf(e.getMessage()));
            rooms.forEach(steps -> steps.forEach(job -> job.fail(e)));
        }
    }

    /** What is to be done, for each room in its order. */
    private Collection<Deque<RedisJob>> steps(List<RedisWrite> writes) {
        Map<String, Deque<RedisJob>> rooms = new LinkedHashMap<>();
        Map<String, List<RedisWrite.Shared>> shared = new LinkedHashMap<>();
        for (RedisWrite write : writes) {
            String room = write.log().room();
            Deque<RedisJob> steps = rooms.computeIfAbsent(room, first -> new ArrayDeque<>());
            List<RedisWrite.Shared> open = shared.computeIfAbsent(room, first -> new ArrayList<>());
            if (!fits(open, write)) {
                close(steps, open);
            }
            if (write instanceof RedisWrite.Shared one) {
                open.add(one);
            } else if (write instanceof RedisWrite.Change change) {
                steps.add(new RedisJob(
                        change.log(), () -> new RedisChange(change, clock.millis(), horizon), change::refuse));
            }
        }
        shared.forEach((room, open) -> close(rooms.computeIfAbsent(room, first -> new ArrayDeque<>()), open));
        return new ArrayList<>(rooms.values());
    }

    private static boolean fits(List<RedisWrite.Shared> open, RedisWrite write) {
        if (open.isEmpty()) {
            return true;
        }
        return write instanceof RedisWrite.Shared one
                && one.log() == open.get(0).log()
                && !one.isAlone()
                && !open.get(0).isAlone()
                && open.size() < COMMIT_MAX;
    }

    private void close(Deque<RedisJob> steps, List<RedisWrite.Shared> open) {
        if (!open.isEmpty()) {
            List<RedisWrite.Shared> writes = List.copyOf(open);
            open.clear();
            steps.add(new RedisJob(
                    writes.get(0).log(),
                    () -> new RedisAppends(writes.get(0).log(), writes, clock, salts),
                    reason -> writes.forEach(write -> write.refuse(reason))));
        }
    }

    /** One way to Redis and back, for the first step of each room. */
    private static void round(RedisConnection connection, Collection<Deque<RedisJob>> rooms) throws IOException {
        for (Deque<RedisJob> steps : rooms) {
            steps.element().send(connection);
        }
        connection.flush();
        for (Deque<RedisJob> steps : rooms) {
            if (steps.element().receive(connection)) {
                // Each after its own entries have become readable; who waits behind it in the same room goes on then.
                steps.remove().answer();
            }
        }
    }
}
