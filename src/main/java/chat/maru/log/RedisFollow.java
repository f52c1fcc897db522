package chat.maru.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a room's log up to where Redis stands: the one way by which entries of other nodes come here. What does not
 * continue what this node has read or acknowledged is a past that was lost, and gets an epoch of its own before anybody
 * hears of it. Owned by the writing thread.
 */
final class RedisFollow {
    /** Who is further behind reads from Redis what is missing, as its readers get there. */
    private static final int BEHIND_MAX = 1_000;

    private static final int BYTES_MAX = 4 << 20;

    private final RedisRoomLog log;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> erased = new ArrayList<>();
    private @Nullable RedisCommand newEpoch;
    private long from;

    RedisFollow(RedisRoomLog log) {
        this.log = log;
    }

    void send(RedisConnection connection) throws IOException {
        log.following();
        RedisRoom known = log.row();
        from = 1
                + (entries.isEmpty()
                        ? known.n()
                        : entries.get(entries.size() - 1).n());
        connection.send(newEpoch == null ? RedisPage.read(log.keys(), from, BEHIND_MAX, BYTES_MAX) : newEpoch);
    }

    /** Takes the answer; {@code true} when the log stands where Redis does. */
    boolean receive(RedisConnection connection) throws IOException {
        Object reply = connection.read();
        if (reply instanceof RedisError error) {
            throw error;
        }
        if (newEpoch != null) {
            newEpoch = null;
            return false;
        }
        RedisPage page = RedisPage.of(reply, from);
        RedisRoom known = log.row();
        RedisRoom row = page.row() == null ? RedisRoom.empty(log.store().epoch()) : page.row();
        boolean isSame = row.epoch().equals(known.epoch());
        // An epoch that this node has left comes back when a failover loses the end of it: who has read its last
        // positions must not go on in it, for others will get them.
        boolean isBack = !isSame && log.hasLeft(row.epoch());
        if (!log.isKnown() || (!isSame && !isBack)) {
            log.replaced(row);
            return true;
        }
        if (isBack || isLost(page, row, known)) {
            lost(page, row, known);
            return false;
        }
        return follow(page, row, known);
    }

    private boolean isLost(RedisPage page, RedisRoom row, RedisRoom known) {
        if (row.n() <= known.n()) {
            return row.n() < known.n() || !row.chain().equals(known.chain());
        }
        Entry before = page.before();
        Digest chain = entries.isEmpty()
                ? known.chain()
                : entries.get(entries.size() - 1).chain();
        return page.after() == from - 1
                && (before == null ? row.first() < from : !before.chain().equals(chain));
    }

    private void lost(RedisPage page, RedisRoom row, RedisRoom known) {
        Threads.LOGGER.log(
                System.Logger.Level.ERROR,
                "Redis lost what it had of room " + log.room() + ": it stands at " + row.n()
                        + " and does not continue the " + known.n() + " known here; the room gets a new epoch");
        entries.clear();
        erased.clear();
        RedisCommit commit = new RedisCommit(log.keys(), page.row() == null ? "" : row.text());
        // A write that a full Redis does not refuse; after it, it cannot refuse the next.
        commit.put(RedisKeys.Part.BODIES, "HDEL", "0");
        newEpoch =
                commit.finish(row.renewed(Epochs.fresh()), log.store().node()).command();
    }

    private boolean follow(RedisPage page, RedisRoom row, RedisRoom known) {
        if (page.damagedAt() != 0) {
            log.damaged(row, page.damagedAt());
            return true;
        }
        if (row.n() - known.n() > BEHIND_MAX || page.after() > from - 1) {
            log.jumped(row);
            return true;
        }
        entries.addAll(page.entries());
        erased.addAll(page.erased());
        if (page.last() < row.n()) {
            return false;
        }
        if (erased.contains(RedisStored.ALL)) {
            log.jumped(row);
        } else {
            log.grown(row, List.copyOf(entries), erased());
        }
        return true;
    }

    private List<Long> erased() {
        List<Long> positions = new ArrayList<>();
        LongConsumer add = positions::add;
        erased.stream()
                .filter(named -> !named.isEmpty())
                .flatMap(named -> Stream.of(named.split(",")))
                .mapToLong(Long::parseLong)
                .forEach(add);
        return positions;
    }
}
