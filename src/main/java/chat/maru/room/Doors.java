package chat.maru.room;

import chat.maru.access.MessageFilter;
import chat.maru.access.Policy;
import chat.maru.log.LogStore;
import java.time.Clock;
import java.util.List;

/**
 * What decides at the door of every room. Immutable, of thread-safe parts; made by the composition root.
 *
 * @param filters what looks at texts, in this order
 * @param newRoomsByAnyone whether a room that does not exist is open to all who may enter rooms of that name; where
 *     not, only to those who are granted it by name
 * @param roomsMax how many rooms may have entries
 * @param nameCodePointsMax the longest name of a member
 */
public record Doors(
        Policy policy,
        List<MessageFilter> filters,
        boolean newRoomsByAnyone,
        int roomsMax,
        int nameCodePointsMax,
        LogStore store,
        Clock clock) {
    public Doors {
        filters = List.copyOf(filters);
    }

    boolean isFull() {
        return store.roomCount() >= roomsMax;
    }
}
