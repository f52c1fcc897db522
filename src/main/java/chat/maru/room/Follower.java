package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.Verdict;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.log.RoomLog;
import java.util.concurrent.CompletionStage;

/**
 * The server itself as a reader of a room, whose places are read marks of its own and so survive a restart.
 * Thread-safe; keeps the room open until it is closed. It is no member: nobody sees it, and no rule sends it out.
 */
public final class Follower implements AutoCloseable {
    private final Rooms rooms;
    private final RoomName name;
    private final Room room;
    private final RoomLog log;
    private final FanOut fanOut;
    private final String reader;
    private final Ear ear;

    Follower(Rooms rooms, RoomName name, Room room, RoomLog log, FanOut fanOut, String reader, Runnable wake) {
        this.rooms = rooms;
        this.name = name;
        this.room = room;
        this.log = log;
        this.fanOut = fanOut;
        this.reader = reader;
        this.ear = new Ear(Identity.guest(reader, reader), wake);
        fanOut.add(ear);
    }

    /** Where the log stands now. */
    public Head head() {
        return room.head();
    }

    /**
     * Where this reader has set a mark of that name: 0 where it never has. A mark that belongs to an epoch should be
     * named after it: one that is on its way while the room is cleared would be set in the new epoch.
     */
    public CompletionStage<Long> mark(String name) {
        return log.read(reader + " " + name);
    }

    /** Moves the mark of that name up to {@code n}, as durably as the store can. */
    public CompletionStage<Long> moveTo(String name, long n) {
        return log.markRead(reader + " " + name, n);
    }

    /** Entries after a position; see {@link RoomLog#readAfter}. */
    public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
        return room.readAfter(n, entriesMax, bytesMax);
    }

    /** Drops the entries below {@code first}; see {@link RoomLog#trim}. */
    public CompletionStage<Head> trim(long first) {
        return room.trim(first);
    }

    @Override
    public void close() {
        if (fanOut.remove(ear)) {
            rooms.leave(name);
        }
    }

    /** What the room wakes; by identity, since two readers are never the same. */
    private static final class Ear implements Member {
        private final Identity identity;
        private final Runnable wake;

        Ear(Identity identity, Runnable wake) {
            this.identity = identity;
            this.wake = wake;
        }

        @Override
        public Identity identity() {
            return identity;
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public void expel(Verdict verdict) {
            // The server reads its own rooms, whatever guests may.
        }

        @Override
        public void judged() {
            // Nor has it any rights that could change.
        }

        @Override
        public void renamed(String name) {
            // It has no name in the room.
        }

        @Override
        public void wake() {
            wake.run();
        }
    }
}
