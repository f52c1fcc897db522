package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.Verb;
import chat.maru.access.Verdict;
import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** One node of a test: its rooms on a store, and who is connected to it. One thread, beside one that ticks. */
final class Node {
    static final String MODERATOR = "u:kim";

    final Rooms rooms;
    final List<Guest> here = new ArrayList<>();

    Node(LogStore store) {
        rooms = new Rooms(store, Runnable::run, OpenDoors.of(store, Set.of(MODERATOR)));
    }

    static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** One more connection of that identity. */
    Guest join(RoomName room, String id, String name) {
        Guest guest = new Guest(room, Identity.guest(id, name));
        guest.room = now(rooms.enter(room));
        guest.room.join(guest);
        here.add(guest);
        return guest;
    }

    void leave(Guest guest) {
        here.remove(guest);
        guest.room.leave(guest);
        rooms.leave(guest.name);
    }

    /** Who is in a room, as somebody sees it from outside. */
    Presence presence(RoomName room) {
        return now(rooms.glance(room, Identity.guest("g:looker", "looker"), "", false))
                .presence();
    }

    /** A connection. */
    static final class Guest extends Somebody {
        private final RoomName name;
        private volatile Identity identity;
        private volatile boolean isOut;
        Room room;

        Guest(RoomName name, Identity identity) {
            super(identity);
            this.name = name;
            this.identity = identity;
        }

        @Override
        public Identity identity() {
            return identity;
        }

        @Override
        public void renamed(String newName) {
            identity = identity.named(newName);
        }

        @Override
        public void expel(Verdict verdict) {
            isOut = true;
        }

        /** Whether it has been sent out. */
        boolean isOut() {
            return isOut;
        }

        /** Says something in its room. */
        CompletionStage<Receipt> say(String id, String text) {
            return room.admit(identity, "").append(Verb.PUBLISH, Draft.message(identity.id(), label(), id, text, 0));
        }

        String label() {
            return identity.name();
        }
    }
}
