package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in the rows of the rooms that this node knows that they have come whole into a new era, so that they keep their
 * epoch when a node opens them that does not know them. A room that has changed is left alone: who appended there, or
 * notices the loss, says it. Owned by the writing thread.
 */
final class RedisStamps {
    /** Rooms stamped with one way to Redis and back. */
    private static final int STEP = 500;

    private final RedisLogStore store;
    private final String[] eras = new String[RedisSlot.BUCKETS];

    RedisStamps(RedisLogStore store) {
        this.store = store;
        for (int bucket : RedisEras.all()) {
            eras[bucket] = store.eras().of(bucket);
        }
    }

    /** Stamps what is known in buckets that have another era than the last time. */
    void run(RedisWire wire) throws IOException {
        boolean isSame = true;
        for (int bucket : RedisEras.all()) {
            String era = store.eras().of(bucket);
            isSame &= era.equals(eras[bucket]);
            eras[bucket] = era;
        }
        if (isSame) {
            return;
        }
        List<Stamp> stamps = new ArrayList<>();
        store.open().stream()
                .filter(RedisRoomLog::isKnown)
                .forEach(log -> add(
                        stamps, log.room(), log.row(), () -> log.moved(log.row().in(log.era()))));
        store.remembered()
                .forEach((room, row) ->
                        add(stamps, room, row, () -> store.movedClosed(room, row.in(store.epoch(room)))));
        for (int from = 0; from < stamps.size(); from += STEP) {
            run(wire, stamps.subList(from, Math.min(stamps.size(), from + STEP)));
        }
    }

    private void add(List<Stamp> stamps, String room, RedisRoom row, Runnable done) {
        String era = store.epoch(room);
        if (row.n() > 0 && !row.era().equals(era)) {
            String key = RedisKeys.of(room).of(Part.ROW);
            stamps.add(
                    new Stamp(RedisCommit.replace(key, row.text(), row.in(era).text()), done));
        }
    }

    private static void run(RedisWire wire, List<Stamp> stamps) throws IOException {
        List<RedisWire> parts = new ArrayList<>();
        for (Stamp stamp : stamps) {
            RedisWire part = wire.part();
            parts.add(part);
            part.send(stamp.command);
        }
        wire.flush();
        for (int i = 0; i < stamps.size(); i++) {
            try {
                if (Long.valueOf(1).equals(parts.get(i).read())) {
                    stamps.get(i).done.run();
                }
            } catch (IOException e) {
                if (parts.get(i) == wire) {
                    throw e;
                }
            }
        }
    }

    private record Stamp(RedisCommand command, Runnable done) {}
}
