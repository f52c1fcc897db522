package chat.maru.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a room's log up to where Redis stands: the one way by which entries of other nodes come here. What does not
 * continue what this node has read or acknowledged is a past that was lost, and gets an epoch of its own before anybody
 * hears of it. Owned by the writing thread.
 */
final class RedisFollow {
    /** Who is further behind reads from Redis what is missing, as its readers get there. */
    private static final int BEHIND_MAX = 1_000;

    /** Of the first page, which tells how far it is: who is further behind than that throws it away. */
    private static final int FIRST_MAX = 128;

    private static final int BYTES_MAX = 4 << 20;

    private final RedisRoomLog log;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> erased = new ArrayList<>();
    private @Nullable RedisCommand newEpoch;
    private long from;

    RedisFollow(RedisRoomLog log) {
        this.log = log;
    }

    void send(RedisWire connection) throws IOException {
        log.following();
        RedisRoom known = log.row();
        from = 1
                + (entries.isEmpty()
                        ? known.n()
                        : entries.get(entries.size() - 1).n());
        int entriesMax = entries.isEmpty() ? FIRST_MAX : BEHIND_MAX;
        connection.send(newEpoch == null ? RedisPage.read(log.keys(), from, entriesMax, BYTES_MAX) : newEpoch);
    }

    /** Takes the answer; {@code true} when the log stands where Redis does. */
    boolean receive(RedisWire connection) throws IOException {
        Object reply = connection.read();
        if (reply instanceof RedisError error) {
            throw error.isDamage() ? new RedisDamage(0) : error;
        }
        if (newEpoch != null) {
            newEpoch = null;
            return false;
        }
        RedisPage page = RedisPage.of(reply, from);
        RedisRoom known = log.row();
        RedisRoom row = page.row() == null ? RedisRoom.empty(log.era()) : page.row();
        if (log.store().hasLeft(log.room(), row.epoch())) {
            // It comes back when a failover loses the end of it: who has read its last positions must not go on in it,
            // for others will get them.
            renew(page, row, "Redis went back to an epoch that room " + log.room() + " had left;");
            return false;
        }
        if (!log.isKnown() || !row.epoch().equals(known.epoch())) {
            if (page.row() != null && !row.era().equals(log.era())) {
                renew(page, row, "Redis may have lost the end of room " + log.room() + " when it changed;");
                return false;
            }
            log.replaced(row);
            return true;
        }
        if (isLost(page, row, known)) {
            renew(
                    page,
                    row,
                    "Redis lost what it had of room " + log.room() + ": it stands at " + row.n()
                            + " and does not continue the " + known.n() + " known here;");
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

    private void renew(RedisPage page, RedisRoom row, String why) {
        Threads.LOGGER.log(System.Logger.Level.ERROR, why + " the room gets a new epoch");
        entries.clear();
        erased.clear();
        RedisCommit commit = new RedisCommit(log.keys(), page.row() == null ? "" : row.text());
        // A write that a full Redis does not refuse; after it, it cannot refuse the next.
        commit.put(RedisKeys.Part.BODIES, "HDEL", "0");
        newEpoch = commit.finish(row.renewed(Epochs.fresh()).in(log.era()), log.store())
                .command();
    }

    private boolean follow(RedisPage page, RedisRoom row, RedisRoom known) throws RedisDamage {
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

    private List<Long> erased() throws RedisDamage {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < erased.size(); i++) {
            if (!erased.get(i).isEmpty()) {
                for (String named : erased.get(i).split(",", -1)) {
                    positions.add(RedisDamage.number(named, entries.get(i).n()));
                }
            }
        }
        return positions;
    }
}
